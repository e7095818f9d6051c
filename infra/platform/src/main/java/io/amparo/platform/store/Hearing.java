package io.amparo.platform.store;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The update of one aggregate by one cause. A cause is applied once.
 *
 * @param cause causation id
 * @param first creates the aggregate if none has this id; empty to skip the update
 * @param then changes an existing aggregate
 */
public record Hearing<S, E>(String id, String cause, Supplier<Optional<Change<S, E>>> first, Function<S, Change<S, E>> then) {

    /** @param fresh initial state, to which the update is applied if no aggregate has this id; empty to skip the update */
    public static <S, E> Hearing<S, E> of(String id, String cause, Optional<S> fresh, Function<S, Change<S, E>> then) {
        return new Hearing<>(id, cause, () -> fresh.map(then), then);
    }

    /** @throws NoSuchElementException when the update is applied and no aggregate has this id */
    public static <S, E> Hearing<S, E> of(String id, String cause, Function<S, Change<S, E>> then) {
        return new Hearing<>(id, cause, () -> {
            throw new NoSuchElementException(id);
        }, then);
    }
}
