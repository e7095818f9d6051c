package io.amparo.platform.store;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Classifies the failures of sending an event. */
final class PublishFailure {

    /** Whether a record fails in the same way whenever it is sent. Every other failure may pass. */
    static boolean isPermanent(@Nullable Throwable failure) {
        for (var current = failure; current != null; current = current.getCause())
            if (current instanceof RecordTooLargeException || current instanceof RecordBatchTooLargeException
                    || current instanceof InvalidTopicException || current instanceof InvalidRecordException
                    || current instanceof SerializationException)
                return true;
        return false;
    }

    private PublishFailure() {}
}
