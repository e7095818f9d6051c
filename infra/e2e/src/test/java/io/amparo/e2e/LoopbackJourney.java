package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Other machines cannot reach a suite that runs on this one. Reads the sockets of its processes, which Linux lists as files. */
@EnabledOnOs(OS.LINUX)
class LoopbackJourney {
    private static final String LISTENS = "0A";
    /** 127.0.0.1, ::1 and ::ffff:127.0.0.1, each word in the byte order of the processor. */
    private static final List<String> LOOPBACK = List.of("0100007F", "00000000000000000000000001000000",
            "0000000000000000FFFF00000100007F");

    /** A line of {@code /proc/<pid>/net/tcp}: local address and port, state, inode. */
    private record Listener(String process, String address, int port, String inode) {}

    @Test
    void every_process_listens_on_loopback_only() throws IOException {
        var suite = RunningSuite.get();

        for (var process : suite.names()) {
            var listeners = listeners(process, pid(suite.home().dir().resolve("run").resolve(process + ".pid")));
            assertThat(listeners).as(process).isNotEmpty().allSatisfy(each -> assertThat(LOOPBACK).contains(each.address()));
        }
    }

    private static String pid(Path file) throws IOException {
        return Files.readString(file).strip().split(" ")[0];
    }

    private static List<Listener> listeners(String process, String pid) throws IOException {
        var folder = Path.of("/proc", pid);
        List<String> sockets;
        try (var files = Files.list(folder.resolve("fd"))) {
            sockets = files.flatMap(LoopbackJourney::target).filter(name -> name.startsWith("socket:[")).toList();
        }
        return Stream
                .concat(Files.readAllLines(folder.resolve("net/tcp")).stream(),
                        Files.readAllLines(folder.resolve("net/tcp6")).stream())
                .map(line -> line.strip().split("\\s+")).filter(fields -> fields[3].equals(LISTENS))
                .map(fields -> listener(process, fields)).filter(each -> sockets.contains("socket:[" + each.inode() + "]"))
                .toList();
    }

    private static Listener listener(String process, String[] fields) {
        var local = fields[1].split(":");
        return new Listener(process, local[0], Integer.parseInt(local[1], 16), fields[9]);
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }
}
