package io.amparo.local.command;

import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code logs}: prints the log files of the processes. */
@Command(name = "logs", description = "Show the end of the logs, of one process or of all.", mixinStandardHelpOptions = true)
final class Logs implements Callable<Integer> {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<service>", description = "for example ticket-service")
    private @Nullable String process;

    @Option(names = {"-f", "--follow"}, description = "keep printing new lines")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, defaultValue = "50", description = "number of lines of each log (default: 50)")
    private int lines;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var offsets = new LinkedHashMap<Path, Long>();
        for (var log : logs()) {
            offsets.put(log, Files.size(log));
            var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            text.subList(Math.max(0, text.size() - lines), text.size()).forEach(line -> out.println(prefix(log) + line));
        }
        out.flush();
        while (follow) {
            follow(offsets, out);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return 0;
    }

    private List<Path> logs() throws IOException {
        var dir = Amparo.home().logFile("any").getParent();
        if (Files.notExists(dir)) {
            throw new SuiteException("There are no logs yet in " + dir + ". Start the suite with ./amparo up");
        }
        try (var files = Files.list(dir)) {
            var all = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
            var selected = all.stream().filter(file -> process == null || name(file).equals(process)).toList();
            if (selected.isEmpty()) {
                throw new SuiteException("There is no log of " + process + "; there are "
                        + String.join(", ", all.stream().map(Logs::name).toList()));
            }
            return selected;
        }
    }

    private void follow(Map<Path, Long> offsets, PrintWriter out) throws IOException {
        for (var log : offsets.entrySet()) {
            try (var file = new RandomAccessFile(log.getKey().toFile(), "r")) {
                // A file that became shorter belongs to a restarted process, so reading starts at the beginning.
                long from = file.length() < log.getValue() ? 0 : log.getValue();
                var bytes = new byte[(int) (file.length() - from)];
                file.seek(from);
                file.readFully(bytes);
                int completeBytes = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
                new String(bytes, 0, completeBytes, StandardCharsets.UTF_8).lines()
                        .forEach(line -> out.println(prefix(log.getKey()) + line));
                log.setValue(from + completeBytes);
            }
        }
        out.flush();
    }

    private String prefix(Path log) {
        return process == null ? "%-22s| ".formatted(name(log)) : "";
    }

    private static String name(Path log) {
        return log.getFileName().toString().replaceFirst("\\.log$", "");
    }
}
