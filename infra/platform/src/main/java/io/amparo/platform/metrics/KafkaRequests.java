package io.amparo.platform.metrics;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Counts the requests of all Kafka clients of the process, from the MBean that each client registers. Micrometer's Kafka binder
 * knows only the clients that a factory of Spring has created: not the producer of the outbox relay and not the admin clients.
 * The requests of a client that is closed are no longer contained.
 */
@Adapter
final class KafkaRequests implements MeterBinder {
    private static final Map<String, String> MBEANS = Map.of("consumer", "kafka.consumer:type=consumer-metrics,client-id=*",
            "producer", "kafka.producer:type=producer-metrics,client-id=*", "admin",
            "kafka.admin.client:type=admin-client-metrics,client-id=*");

    /** The registry keeps only a weak reference to the object that is measured; the context keeps this one. */
    @Override
    public void bindTo(MeterRegistry registry) {
        MBEANS.forEach((client, pattern) -> FunctionCounter.builder("amparo.kafka.requests", this, _ -> sum(pattern))
                .description("Requests to the broker by the open Kafka clients, those of Kafka Streams included")
                .baseUnit("requests").tag("client", client).register(registry));
    }

    private static double sum(String pattern) {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(pattern), null).stream()
                    .mapToDouble(KafkaRequests::requests).sum();
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(pattern, e);
        }
    }

    private static double requests(ObjectName client) {
        try {
            return (Double) ManagementFactory.getPlatformMBeanServer().getAttribute(client, "request-total");
        } catch (JMException ignored) {
            // The client has been closed since the query.
            return 0;
        }
    }
}
