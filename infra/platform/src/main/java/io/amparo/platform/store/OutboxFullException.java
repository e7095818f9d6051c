package io.amparo.platform.store;

/**
 * A document has more unpublished events than it may hold, because the broker is unavailable or an event is parked. Changes that
 * emit events are refused until the relay has published (answered with 503).
 */
public final class OutboxFullException extends RuntimeException {
    private final boolean behindParkedEvent;

    /** @param behindParkedEvent whether the events wait for an operator: one of them is parked */
    public OutboxFullException(String id, long bytes, boolean behindParkedEvent) {
        super("Aggregate %s has %d bytes of unpublished events%s; it is changed when they are published".formatted(id, bytes,
                behindParkedEvent ? " behind a parked one" : ""));
        this.behindParkedEvent = behindParkedEvent;
    }

    /** Whether the outbox stays full until an operator retries the parked event. */
    public boolean isBehindParkedEvent() {
        return behindParkedEvent;
    }
}
