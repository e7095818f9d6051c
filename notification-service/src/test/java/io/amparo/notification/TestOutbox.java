package io.amparo.notification;

import com.mongodb.client.MongoClients;
import io.amparo.events.EventCodec;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.TraceContext;
import io.amparo.testkit.Backends;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;

/** Creates an outbox on a new database, with a clock controlled by the test. */
public final class TestOutbox {
    private TestOutbox() {}

    public static Outbox create(Clock clock) {
        return new Outbox(MongoClients.create(Backends.get().mongoUri()).getDatabase(Backends.uniqueName("store")),
                new EventCodec("notification-service", "")::write, new TraceContext(Tracer.NOOP, Propagator.NOOP), clock);
    }
}
