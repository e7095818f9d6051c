package io.amparo.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The version of the event contract: the newest one in the changelog of the events. */
final class ContractVersion {
    private static final Pattern HEADING = Pattern.compile("^## (\\d+\\.\\d+\\.\\d+)\\b");

    static String current() throws IOException {
        try (var lines = Files.lines(Path.of("CHANGELOG.md"))) {
            return lines.map(HEADING::matcher).filter(matcher -> matcher.find()).findFirst().orElseThrow().group(1);
        }
    }

    private ContractVersion() {}
}
