package io.amparo.local.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.local.log.MergedLogs.Log;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a log entry by entry, also while a process writes it and after a restart has begun a new file. */
final class LogReader implements AutoCloseable {
    /** A process that writes lines without a time does not fill the memory. */
    static final int MAX_LINES = 1_000;
    /** The rest of a longer line is not printed. */
    static final int MAX_LINE_BYTES = 1 << 16;
    private static final int MAX_ENTRY_CHARACTERS = 1 << 18;

    private final Log log;
    private final ZoneId zone;
    private InputStream in;
    private @Nullable Object fileKey;
    private final ByteArrayOutputStream incomplete = new ByteArrayOutputStream();
    private long omitted;
    private @Nullable String lineAhead;
    private Instant last = Instant.EPOCH;

    /** @param position where the first entry begins */
    LogReader(Log log, ZoneId zone, long position) throws IOException {
        this.log = log;
        this.zone = zone;
        this.in = open(position);
    }

    private InputStream open(long position) throws IOException {
        fileKey = key();
        var file = Files.newInputStream(log.file());
        file.skip(position);
        return new BufferedInputStream(file);
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(log.file(), BasicFileAttributes.class).fileKey();
    }

    /** Returns the next entry; null if there is none for now. */
    @Nullable
    LogEntry next() throws IOException {
        var first = lineAhead == null ? line() : lineAhead;
        lineAhead = null;
        if (first == null) return null;
        // A clock that was set back does not change the order of a file.
        last = LogEntry.time(first, zone).filter(last::isBefore).orElse(last);
        List<String> lines = new ArrayList<>(List.of(first));
        int characters = first.length();
        for (var line = line(); line != null; line = line()) {
            if (lines.size() == MAX_LINES || characters > MAX_ENTRY_CHARACTERS || LogEntry.time(line, zone).isPresent()) {
                lineAhead = line;
                break;
            }
            lines.add(line);
            characters += line.length();
        }
        return new LogEntry(log.process(), last, lines);
    }

    private @Nullable String line() throws IOException {
        var line = lineOfOpenFile();
        if (line == null && log.followed() && hasNewFile()) {
            in.close();
            in = open(0);
            line = lineOfOpenFile();
        }
        return line;
    }

    private boolean hasNewFile() throws IOException {
        try {
            return !Objects.equals(fileKey, key());
        } catch (NoSuchFileException betweenTwoFiles) {
            return false;
        }
    }

    private @Nullable String lineOfOpenFile() throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') return complete();
            if (incomplete.size() < MAX_LINE_BYTES)
                incomplete.write(next);
            else
                omitted++;
        }
        return log.followed() || incomplete.size() == 0 ? null : complete();
    }

    private String complete() {
        var line = incomplete.toString(UTF_8);
        incomplete.reset();
        if (omitted > 0) {
            line += " … (%d bytes omitted)".formatted(omitted);
            omitted = 0;
        }
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
