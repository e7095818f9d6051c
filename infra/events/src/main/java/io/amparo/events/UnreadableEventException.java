package io.amparo.events;

import org.apache.kafka.common.errors.SerializationException;

/** A record is not a valid event, or its data does not match its type. Reading it again cannot succeed, so it is not retried. */
public final class UnreadableEventException extends SerializationException {
    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
