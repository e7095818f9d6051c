package io.amparo.platform.store;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trace of the current thread, in the format of W3C Trace Context. */
public final class TraceContext {
    private final Tracer tracer;
    private final Propagator propagator;

    public TraceContext(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Returns the trace id; null outside of any trace. */
    public @Nullable String traceId() {
        var context = tracer.currentTraceContext().context();
        return context == null ? null : context.traceId();
    }

    /** Returns the origin of events that follow a received event. The current trace completes what the event does not name. */
    public EventOrigin origin(String causation, @Nullable String correlation, @Nullable String traceparent) {
        var current = traceparent();
        return new EventOrigin(causation, correlation == null ? traceId() : correlation, current == null ? traceparent : current);
    }

    /** Runs an action in the trace of a received event; in a new trace if the event names none. */
    public void within(@Nullable String traceparent, Runnable action) {
        var headers = traceparent == null ? Map.<String, String>of() : Map.of("traceparent", traceparent);
        var span = propagator.extract(headers, Map::get).name("event").start();
        try (var _ = tracer.withSpan(span)) {
            action.run();
        } finally {
            span.end();
        }
    }

    /** Returns the {@code traceparent} header; null outside of any trace. */
    public @Nullable String traceparent() {
        var context = tracer.currentTraceContext().context();
        if (context == null) return null;
        var headers = new HashMap<String, String>();
        propagator.inject(context, headers, Map::put);
        return headers.get("traceparent");
    }
}
