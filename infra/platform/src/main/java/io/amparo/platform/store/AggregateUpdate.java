package io.amparo.platform.store;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The update of one aggregate by one cause. A cause is applied once.
 *
 * @param cause causation id
 * @param onMissing creates the aggregate if none has this id; empty to skip the update
 * @param onExisting changes an existing aggregate
 * @param origin of the emitted events; null for the cause and the current trace
 */
public record AggregateUpdate<S, E>(String id, String cause, Supplier<Optional<Change<S, E>>> onMissing,
        Function<S, Change<S, E>> onExisting, @Nullable EventOrigin origin) {

    /** Returns this update with an origin of its events. */
    public AggregateUpdate<S, E> with(EventOrigin newOrigin) {
        return new AggregateUpdate<>(id, cause, onMissing, onExisting, newOrigin);
    }

    /** @param initial initial state, to which the update is applied if no aggregate has this id; empty to skip the update */
    public static <S, E> AggregateUpdate<S, E> of(String id, String cause, Optional<S> initial,
            Function<S, Change<S, E>> decide) {
        return new AggregateUpdate<>(id, cause, () -> initial.map(decide), decide, null);
    }

    /** @throws NoSuchElementException when the update is applied and no aggregate has this id */
    public static <S, E> AggregateUpdate<S, E> of(String id, String cause, Function<S, Change<S, E>> decide) {
        return new AggregateUpdate<>(id, cause, () -> {
            throw new NoSuchElementException(id);
        }, decide, null);
    }
}
