package io.amparo.platform.consume;

import com.mongodb.MongoException;
import io.amparo.platform.store.OutboxFullException;
import io.amparo.platform.store.StoreFailure;
import java.util.ConcurrentModificationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failure can pass without a change of the record. Such a failure is retried without limit; any other is the
 * record's own, and the record is parked. The same holds for what tickers process.
 */
public final class TransientFailure {

    public static boolean is(@Nullable Throwable failure) {
        for (var current = failure; current != null; current = current.getCause()) {
            // An outbox behind a parked event stays full until an operator retries it: waiting would stop the whole partition.
            if (current instanceof OutboxFullException full) return !full.isBehindParkedEvent();
            if (current instanceof ConcurrentModificationException || current instanceof RetriableException
                    || current instanceof ParkingException)
                return true;
            if (current instanceof MongoException store) return StoreFailure.isTransient(store);
        }
        return false;
    }

    private TransientFailure() {}
}
