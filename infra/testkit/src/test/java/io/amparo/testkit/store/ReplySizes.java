package io.amparo.testkit.store;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the largest number of documents in one reply of the store. */
final class ReplySizes implements CommandListener {
    private final AtomicInteger largest = new AtomicInteger();

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        var cursor = event.getResponse().getDocument("cursor", null);
        if (cursor == null) return;
        for (var batch : new String[]{"firstBatch", "nextBatch"})
            if (cursor.containsKey(batch)) largest.accumulateAndGet(cursor.getArray(batch).size(), Math::max);
    }

    int largest() {
        return largest.get();
    }
}
