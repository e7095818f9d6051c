package io.amparo.local.command;

import io.amparo.local.log.LogEntry;
import io.amparo.local.log.MergedLogs;
import io.amparo.local.log.MergedLogs.Log;
import io.amparo.local.log.TraceEvents;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code logs}: prints the log files of the processes, in the order of time. */
@Command(name = "logs", description = "Show the logs of one process or of all, in the order of time.", mixinStandardHelpOptions = true)
final class Logs implements Callable<Integer> {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final String PREVIOUS = ".log.1";
    private static final String CURRENT = ".log";
    private static final int DEFAULT_LINES = 100;
    /** How far back the events of a trace are read without {@code --since}. */
    private static final Duration EVENTS = Duration.ofDays(1);

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "<service>", description = "for example ticket-service")
    private @Nullable String process;

    @Option(names = {"-f", "--follow"}, description = "keep printing new lines")
    private boolean follow;

    @Option(names = {"-n",
            "--lines"}, paramLabel = "<number>", description = "number of the newest lines (default: 100; all with --trace or --since)")
    private @Nullable Integer lines;

    @Option(names = "--trace", paramLabel = "<id>", description = "only what belongs to one request, also to the events that it caused: the traceId of a "
            + "problem, or a traceparent; with the events of the last day, or since --since, and the logs before the last start")
    private @Nullable String trace;

    @Option(names = "--since", paramLabel = "<time>", description = "for example 10m, 2h or 2026-01-31T10:00:00Z; reads the logs before the last start too")
    private @Nullable String since;

    private final Supplier<Home> home;
    private final Supplier<Addresses> addresses;

    Logs() {
        this(Amparo::home, Amparo::addresses);
    }

    Logs(Supplier<Home> home, Supplier<Addresses> addresses) {
        this.home = home;
        this.addresses = addresses;
    }

    @Override
    public Integer call() throws IOException {
        var from = since == null ? Instant.MIN : parsedSince();
        int limit = lines != null ? lines : trace == null && since == null ? DEFAULT_LINES : Integer.MAX_VALUE;
        try (var logs = isPreviousWanted()
                ? new MergedLogs(logs(), ZoneId.systemDefault())
                : new MergedLogs(logs(), ZoneId.systemDefault(), limit)) {
            var newest = new ArrayDeque<String>();
            Consumer<LogEntry> add = entry -> entry.lines().forEach(line -> {
                newest.add(prefix(entry) + line);
                if (newest.size() > limit) newest.remove();
            });
            var events = events(since == null ? Instant.now().minus(EVENTS) : from);
            logs.read(entry -> {
                while (!events.isEmpty() && events.getFirst().at().isBefore(entry.at()))
                    add.accept(events.removeFirst());
                if (isSelected(entry, from)) add.accept(entry);
            });
            events.forEach(add);
            newest.forEach(out()::println);
            out().flush();
            if (trace != null && newest.isEmpty() && !follow) {
                spec.commandLine().getErr().println("No log and no event has the trace " + trace);
                return ExitCode.SOFTWARE;
            }
            while (follow && !out().checkError()) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
                printNew(logs, from);
            }
        }
        return ExitCode.OK;
    }

    private void printNew(MergedLogs logs, Instant from) throws IOException {
        // Of processes that were started for the first time meanwhile.
        logs.add(logs().stream().filter(Log::followed).toList());
        logs.read(entry -> {
            if (isSelected(entry, from)) entry.lines().forEach(line -> out().println(prefix(entry) + line));
        });
        out().flush();
    }

    /** Returns the events of the trace: a request that succeeds logs nothing else. */
    private Deque<LogEntry> events(Instant first) {
        if (trace == null || process != null) return new ArrayDeque<>();
        try {
            return new ArrayDeque<>(new TraceEvents(addresses.get().brokers()).of(traceId(), first));
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("Without events, because Kafka does not answer: " + e.getMessage());
            return new ArrayDeque<>();
        }
    }

    private boolean isSelected(LogEntry entry, Instant from) {
        return !entry.at().isBefore(from) && (trace == null || entry.contains(traceId()));
    }

    /** Returns the trace id of a traceparent ({@code 00-<trace>-<span>-01}); other text as it is. */
    private String traceId() {
        return trace.matches("\\p{XDigit}{2}-\\p{XDigit}{32}-\\p{XDigit}{16}-\\p{XDigit}{2}") ? trace.substring(3, 35) : trace;
    }

    private Instant parsedSince() {
        try {
            return since.matches("(\\d+[dhms])+") ? Instant.now().minus(Duration.parse(duration(since))) : Instant.parse(since);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(),
                    "--since is neither a duration like 10m nor an instant like " + "2026-01-31T10:00:00Z: " + since);
        }
    }

    private static String duration(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        int day = upper.indexOf('D') + 1;
        return "P" + upper.substring(0, day) + (day < upper.length() ? "T" + upper.substring(day) : "");
    }

    private List<Log> logs() throws IOException {
        var dir = home.get().logFile("any").getParent();
        if (Files.notExists(dir)) {
            throw new SuiteException("There are no logs yet in " + dir + ". Start the suite with ./amparo up");
        }
        try (var files = Files.list(dir)) {
            var all = files
                    .filter(file -> file.toString().endsWith(CURRENT) || isPreviousWanted() && file.toString().endsWith(PREVIOUS))
                    .map(file -> new Log(name(file), file, follow && file.toString().endsWith(CURRENT)))
                    .sorted(Comparator.comparing(Log::process).thenComparing(Log::file, Comparator.reverseOrder())).toList();
            var selected = all.stream().filter(log -> process == null || log.process().equals(process)).toList();
            if (selected.isEmpty()) {
                throw new SuiteException("There is no log of " + process + "; there are "
                        + String.join(", ", all.stream().map(Log::process).distinct().toList()));
            }
            return selected;
        }
    }

    private boolean isPreviousWanted() {
        return trace != null || since != null;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private String prefix(LogEntry entry) {
        return process == null ? "%-22s| ".formatted(entry.process()) : "";
    }

    private static String name(Path log) {
        return log.getFileName().toString().replaceFirst("\\.log(\\.1)?$", "");
    }
}
