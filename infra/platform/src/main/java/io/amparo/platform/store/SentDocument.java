package io.amparo.platform.store;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A document whose entries have been sent to the broker.
 *
 * @param hasMore whether the document may have entries that were not sent yet
 */
record SentDocument(PendingDocument document, List<SentEntry> entries, boolean hasMore) {

    /** An entry without its content, with the broker's acknowledgement. */
    record SentEntry(OutboxEntry entry, Future<RecordMetadata> ack) {

        /** Whether the broker has acknowledged or refused the entry before the deadline. */
        boolean isFinishedBy(long deadlineNanos) throws InterruptedException {
            if (ack.isDone()) return true;
            try {
                ack.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException ignored) {
                return true; // the failure is handled with the outcome of the document
            } catch (TimeoutException ignored) {
                return false;
            }
        }

        boolean isFailed() {
            return ack.isDone() && ack.state() == Future.State.FAILED;
        }
    }

    boolean isFinishedBy(long deadlineNanos) throws InterruptedException {
        for (var entry : entries) if (!entry.isFinishedBy(deadlineNanos)) return false;
        return true;
    }

    long bytes() {
        return entries.stream().mapToLong(each -> each.entry().bytes()).sum();
    }

    boolean isFinished() {
        return entries.stream().allMatch(entry -> entry.ack().isDone());
    }
}
