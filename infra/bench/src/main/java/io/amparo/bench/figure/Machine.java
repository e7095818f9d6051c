package io.amparo.bench.figure;

import java.lang.management.ManagementFactory;

/**
 * What the figures were measured on. Others who use the machine at the same time show in the load.
 *
 * @param store which document store
 * @param before load average of the last minute at the beginning
 */
public record Machine(int processors, String system, String java, String store, double before) {

    public static Machine here(String store) {
        return new Machine(Runtime.getRuntime().availableProcessors(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")), Runtime.version().toString(),
                store, load());
    }

    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
