package io.amparo.local.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/** The entries of several logs in the order of time. Entries of the same time keep the order of the files, and of each file. */
public final class MergedLogs implements AutoCloseable {

    /**
     * A log of a process.
     *
     * @param followed whether it is still written: a line without an end is left until it is complete
     */
    public record Log(String process, Path file, boolean followed) {}

    private record Head(LogEntry entry, int index) {
        private Instant at() {
            return entry.at();
        }
    }

    private final List<LogReader> readers = new ArrayList<>();
    private final Set<Path> files = new HashSet<>();
    private final ZoneId zone;

    /** @param zone of lines whose time has none */
    public MergedLogs(List<Log> logs, ZoneId zone) throws IOException {
        this.zone = zone;
        add(logs, _ -> 0);
    }

    /** @param lines newest lines that are needed of each log: most of the older ones are not read */
    public MergedLogs(List<Log> logs, ZoneId zone, int lines) throws IOException {
        this.zone = zone;
        add(logs, log -> LogTail.position(log.file(), lines, LogReader.MAX_LINES, zone));
    }

    /** Adds those logs that have appeared since. */
    public void add(List<Log> logs) throws IOException {
        add(logs, _ -> 0);
    }

    private interface Start {
        long of(Log log) throws IOException;
    }

    private void add(List<Log> logs, Start start) throws IOException {
        for (var log : logs) {
            if (files.contains(log.file())) continue;
            try {
                readers.add(new LogReader(log, zone, start.of(log)));
                files.add(log.file());
            } catch (NoSuchFileException rotated) {
                // A process starts just now: its next file is added by the next call.
            }
        }
    }

    /** Passes the entries that were written since the last call. */
    public void read(Consumer<LogEntry> action) throws IOException {
        var heads = new PriorityQueue<>(Comparator.comparing(Head::at).thenComparing(Head::index));
        for (int index = 0; index < readers.size(); index++) addNext(heads, index);
        for (var head = heads.poll(); head != null; head = heads.poll()) {
            action.accept(head.entry());
            addNext(heads, head.index());
        }
    }

    private void addNext(PriorityQueue<Head> heads, int index) throws IOException {
        var entry = readers.get(index).next();
        if (entry != null) heads.add(new Head(entry, index));
    }

    @Override
    public void close() throws IOException {
        for (var reader : readers) reader.close();
    }
}
