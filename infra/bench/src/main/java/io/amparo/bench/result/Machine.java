package io.amparo.bench.result;

import java.lang.management.ManagementFactory;

/**
 * The machine of a benchmark run. Its load average shows whether other processes used the machine at the same time.
 *
 * @param store kind of the document store
 * @param loadBefore load average of the last minute at the beginning
 */
public record Machine(int processors, String system, String java, String store, double loadBefore) {

    public static Machine current(String store) {
        return new Machine(Runtime.getRuntime().availableProcessors(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")), Runtime.version().toString(),
                store, load());
    }

    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
