package io.amparo.platform.stream;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request to read an event stream.
 *
 * @param lastEventId the last id that the reader has received; later events are sent first
 * @param duration the time after which the stream ends
 * @param isVisible whether the reader may receive an event
 * @param isAllowed whether the reader may still read; checked before an event, at most once a second, and at each heartbeat
 * @param mapper maps an event to the data that this reader receives as JSON
 */
public record Reader<E extends LiveEvent>(String person, @Nullable String lastEventId, Duration duration, Predicate<E> isVisible,
        BooleanSupplier isAllowed, Function<E, ?> mapper) {}
