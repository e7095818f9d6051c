package io.amparo.events;

import org.apache.kafka.common.errors.SerializationException;

/** A record that is no event of ours, or whose data does not fit its type: reading it again cannot help. */
public final class UnreadableEvent extends SerializationException {
    UnreadableEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
