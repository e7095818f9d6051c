package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * In which form the state in a home is written. It goes up when a build can no longer read what an earlier one left there, so
 * that a start says so instead of failing somewhere inside.
 */
final class StateFormat {
    /** 2: the embedded store keeps BSON; the SLA engine knows the terms of a contract. */
    private static final String CURRENT = "2";
    private static final List<String> STATEFUL = List.of("store", "broker");

    private StateFormat() {
    }

    /** @throws SuiteFailure when there is state in another form */
    static void require(Home home) {
        var file = home.dir().resolve("format");
        try {
            if (Files.exists(file) ? !Files.readString(file).strip().equals(CURRENT) : hasState(home))
                throw new SuiteFailure(
                        "The state in %s was written by another version of Amparo and cannot be read by this one.%n%s"
                                .formatted(home.dir(), "Delete that folder to begin anew, or set AMPARO_HOME to another."));
            Files.writeString(Home.made(file), CURRENT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static boolean hasState(Home home) {
        return STATEFUL.stream().anyMatch(process -> Files.exists(home.state(process)));
    }
}
