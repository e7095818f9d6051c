package io.amparo.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system knows about a process and Java does not tell: from /proc where there is one, else from ps. */
final class ResidentMemory {
    private static final long KIBI = 1024;

    private ResidentMemory() {
    }

    /** Bytes in physical memory; pages shared with other processes count for each. */
    static long of(long pid) {
        var status = Path.of("/proc/" + pid + "/status");
        try {
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) * KIBI;
            }
            var said = ps("rss=", pid);
            return said.isEmpty() ? 0 : Long.parseLong(said) * KIBI;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The same, with each shared page divided among those who share it; what {@link #of} says where the system does not tell. */
    static long shareOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream().filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) * KIBI;
        } catch (IOException notTold) {
            return of(pid);
        }
    }

    /**
     * A dead process whose parent has not looked: it holds no port and no memory, but Java calls it alive. While other threads
     * than the first are still ending it is none: until the last is gone, the process holds its ports.
     */
    static boolean isZombie(long pid) {
        var stat = Path.of("/proc/" + pid + "/stat");
        if (Files.notExists(stat)) {
            return false;
        }
        try {
            var text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // From the state on, which follows the name in its brackets; there it is the first and the number of threads the
            // eighteenth.
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") && Integer.parseInt(fields[17]) <= 1;
        } catch (IOException gone) {
            return true;
        }
    }

    private static String ps(String column, long pid) throws IOException {
        var process = new ProcessBuilder("ps", "-o", column, "-p", Long.toString(pid)).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
