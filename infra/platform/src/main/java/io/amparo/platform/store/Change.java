package io.amparo.platform.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision comes to: the new state, what to tell others, and when to look again.
 *
 * @param dueAt when a ticker must next decide about this aggregate; null for never
 */
public record Change<S, E>(S state, List<E> events, @Nullable Instant dueAt) {
    public Change {
        events = List.copyOf(events);
    }

    public static <S, E> Change<S, E> of(S state, List<E> events) {
        return new Change<>(state, events, null);
    }
}
