package io.amparo.platform.store;

import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** The trace of the current thread, in the format of W3C Trace Context. */
public final class TraceContext {
    private final Tracer tracer;

    public TraceContext(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Returns the trace id; null outside of any trace. */
    public @Nullable String traceId() {
        var context = tracer.currentTraceContext().context();
        return context == null ? null : context.traceId();
    }

    /** Returns the {@code traceparent} header; null outside of any trace. */
    public @Nullable String traceparent() {
        var context = tracer.currentTraceContext().context();
        return context == null
                ? null
                : "00-%s-%s-%s".formatted(context.traceId(), context.spanId(),
                        Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
    }
}
