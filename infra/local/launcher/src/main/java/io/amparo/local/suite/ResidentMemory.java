package io.amparo.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory and zombie state of a process, which Java does not expose: read from /proc if it exists, otherwise from ps. */
final class ResidentMemory {
    private static final long KIBI = 1024;

    private ResidentMemory() {
    }

    /** Returns the resident set size in bytes; shared pages count fully for each process. */
    static long of(long pid) {
        var status = Path.of("/proc/" + pid + "/status");
        try {
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) * KIBI;
            }
            var output = ps("rss=", pid);
            return output.isEmpty() ? 0 : Long.parseLong(output) * KIBI;
        } catch (IOException ignored) {
            return 0;
        }
    }

    /**
     * Returns the proportional set size in bytes, with each shared page divided among its processes. Falls back to {@link #of} if
     * the system does not provide it.
     */
    static long proportionalOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream().filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) * KIBI;
        } catch (IOException notAvailable) {
            return of(pid);
        }
    }

    /**
     * Returns whether a process is a zombie: it has ended, its parent has not reaped it, and it holds no port and no memory, but
     * Java reports it as alive. A process whose other threads are still ending is not a zombie yet, because it holds its ports
     * until the last thread ends.
     */
    static boolean isZombie(long pid) {
        var stat = Path.of("/proc/" + pid + "/stat");
        if (Files.notExists(stat)) {
            return false;
        }
        try {
            var text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // Fields after the process name in parentheses: the state is the first one, the number of threads the eighteenth.
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") && Integer.parseInt(fields[17]) <= 1;
        } catch (IOException ignored) {
            return true;
        }
    }

    private static String ps(String column, long pid) throws IOException {
        var process = new ProcessBuilder("ps", "-o", column, "-p", Long.toString(pid)).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
