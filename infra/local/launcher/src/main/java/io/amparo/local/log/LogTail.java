package io.amparo.local.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.ZoneId;

/** Finds where the newest lines of a log begin, without reading the lines before them. */
final class LogTail {
    private static final int BLOCK_BYTES = 1 << 12;
    /** Each line is searched on its own: from this number on, reading the file once is faster. */
    private static final int MAX_LINES = 10_000;
    /** The time of an entry is in the first characters of its first line. */
    private static final int TIME_BYTES = 64;

    private LogTail() {
    }

    /**
     * Returns the position of an entry with at least that many lines from it to the end.
     *
     * @param maxLinesOfEntry how far back the first line of an entry is searched
     */
    static long position(Path file, int lines, int maxLinesOfEntry, ZoneId zone) throws IOException {
        if (lines > MAX_LINES) return 0;
        try (var log = FileChannel.open(file)) {
            int counted = 0;
            // The end of the file ends the last line, with a line feed or without.
            for (long end = log.size() - 1, start; end > 0; end = start - 1) {
                start = lineStart(log, end);
                counted++;
                if (counted >= lines && (counted >= lines + maxLinesOfEntry || beginsEntry(log, start, zone))) return start;
            }
            return 0;
        }
    }

    /** Returns the position after the last line feed before {@code end}. */
    private static long lineStart(FileChannel log, long end) throws IOException {
        var block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long to = end; to > 0;) {
            long from = Math.max(0, to - BLOCK_BYTES);
            block.clear().limit((int) (to - from));
            readFully(log, block, from);
            for (int i = block.position() - 1; i >= 0; i--) if (block.get(i) == '\n') return from + i + 1;
            to = from;
        }
        return 0;
    }

    private static boolean beginsEntry(FileChannel log, long start, ZoneId zone) throws IOException {
        var beginning = ByteBuffer.allocate(TIME_BYTES);
        readFully(log, beginning, start);
        return LogEntry.time(new String(beginning.array(), 0, beginning.position(), UTF_8), zone).isPresent();
    }

    private static void readFully(FileChannel log, ByteBuffer target, long position) throws IOException {
        for (int read = 0; target.hasRemaining() && read >= 0;) read = log.read(target, position + target.position());
    }
}
