package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Version of the state format in a home. The version increases when a build cannot read the state of an earlier build, so that a
 * start fails with a clear message.
 */
final class StateFormat {
    /** Version 7: the state of a ticket with its clocks is one document. */
    private static final String CURRENT = "7";
    private static final List<String> STATEFUL = List.of("store", "broker");

    private StateFormat() {
    }

    /** @throws SuiteException if the home contains state in another format */
    static void require(Home home) {
        var file = home.dir().resolve("format");
        try {
            if (Files.exists(file) ? !Files.readString(file).strip().equals(CURRENT) : hasState(home))
                throw new SuiteException(
                        "The state in %s was written by another version of Amparo and cannot be read by this one.%n%s".formatted(
                                home.dir(), "Delete that folder to start from scratch, or set AMPARO_HOME to another folder."));
            Files.writeString(Home.withParentFolder(file), CURRENT);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static boolean hasState(Home home) {
        return STATEFUL.stream().anyMatch(process -> Files.exists(home.stateFolder(process)));
    }
}
