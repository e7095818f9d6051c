package io.amparo.platform.store;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an aggregate hears by one cause, which counts once.
 *
 * @param first what begins it where there is none of this id; empty where then nothing is to be done
 * @param then what becomes of one that is there
 */
public record Hearing<S, E>(String id, String cause, Supplier<Optional<Change<S, E>>> first, Function<S, Change<S, E>> then) {

    /** @param fresh what an aggregate is before it hears this as the first; empty where only one that is there hears it */
    public static <S, E> Hearing<S, E> of(String id, String cause, Optional<S> fresh, Function<S, Change<S, E>> then) {
        return new Hearing<>(id, cause, () -> fresh.map(then), then);
    }

    /** @throws NoSuchElementException when it is applied and there is none of this id */
    public static <S, E> Hearing<S, E> of(String id, String cause, Function<S, Change<S, E>> then) {
        return new Hearing<>(id, cause, () -> {
            throw new NoSuchElementException(id);
        }, then);
    }
}
