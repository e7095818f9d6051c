package io.amparo.local.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process of the suite is run: nine JVMs share one small machine, so each gives up peak speed for start and footprint. */
final class Jvm {
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k",
            "-XX:-UsePerfData", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8");

    private Jvm() {
    }

    static List<String> jar(Path jar, String heap, List<String> properties) {
        var command = started(heap, properties);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    static List<String> main(Path jar, String heap, List<String> properties, String main, String... arguments) {
        var command = started(heap, properties);
        command.addAll(List.of("-cp", jar.toString(), main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> started(String heap, List<String> properties) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.add("-Xmx" + heap);
        command.addAll(properties);
        return command;
    }
}
