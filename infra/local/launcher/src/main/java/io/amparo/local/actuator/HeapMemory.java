package io.amparo.local.actuator;

import io.amparo.local.suite.Service;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Heap of a running service. */
public final class HeapMemory {

    private HeapMemory() {}

    /** Returns the bytes in use now, garbage included. */
    public static long usedBytes(ActuatorClient client, Service service) {
        try {
            var family = MetricFamily
                    .parseDelimitedFrom(new ByteArrayInputStream(client.scrape(service, "jvm_memory_used_bytes")));
            return Math.round(family.getMetricList().stream()
                    .filter(pool -> pool.getLabelList().stream().anyMatch(label -> label.getValue().equals("heap")))
                    .mapToDouble(pool -> pool.getGauge().getValue()).sum());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the heap of " + service.folder(), e);
        }
    }
}
