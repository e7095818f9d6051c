package io.amparo.platform.store;

/**
 * A document has more unpublished events than it may hold, because the broker is unavailable or an event is parked. Changes that
 * emit events are refused until the relay has published (answered with 503).
 */
public final class OutboxFullException extends RuntimeException {
    public OutboxFullException(String id, long bytes) {
        super("Aggregate %s has %d bytes of unpublished events; it is changed when they are published".formatted(id, bytes));
    }
}
