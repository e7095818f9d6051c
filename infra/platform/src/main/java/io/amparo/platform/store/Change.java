package io.amparo.platform.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a decision: the new state, the emitted events and the next due time.
 *
 * @param dueAt when a ticker must process this aggregate next; null for never
 */
public record Change<S, E>(S state, List<E> events, @Nullable Instant dueAt) {
    public Change {
        events = List.copyOf(events);
    }

    public static <S, E> Change<S, E> of(S state, List<E> events) {
        return new Change<>(state, events, null);
    }
}
