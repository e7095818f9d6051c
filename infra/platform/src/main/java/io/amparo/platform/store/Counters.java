package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Named counters in MongoDB. No number is returned twice. A process takes as many numbers at once as it needs in a second, at
 * most 20, and uses them within that second: numbers of different processes are ordered but for a second. Numbers that it does
 * not use stay unused.
 */
public final class Counters {
    private static final int MAX_BLOCK = 20;
    private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The numbers of one counter that this process has taken last. */
    private static final class Block {
        private int size;
        private long next = 1;
        private long last;
        private long takenAt;

        private boolean isValid() {
            return System.nanoTime() - takenAt < BLOCK_NANOS;
        }

        /** Doubles a block that was used up in its second; otherwise takes as many numbers as were used. */
        private int nextSize() {
            boolean usedUp = next > last;
            return usedUp && isValid() ? Math.min(2 * size, MAX_BLOCK) : Math.max(1, size - (int) (last - next + 1));
        }
    }

    private final Map<String, Block> blocks = new ConcurrentHashMap<>();
    private final MongoCollection<Document> documents;

    Counters(Outbox outbox) {
        this.documents = outbox.withoutEvents().open("counters", List.of());
    }

    /** Returns the next number of this counter, starting at 1. */
    public long next(String name) {
        var block = blocks.computeIfAbsent(name, _ -> new Block());
        synchronized (block) {
            if (block.next > block.last || !block.isValid()) take(name, block);
            return block.next++;
        }
    }

    private void take(String name, Block block) {
        int size = Math.max(1, block.nextSize());
        long takenAt = System.nanoTime();
        block.last = add(name, size);
        block.next = block.last - size + 1;
        block.size = size;
        block.takenAt = takenAt;
    }

    private long add(String name, int numbers) {
        try {
            return increment(name, numbers);
        } catch (MongoCommandException e) {
            // Two concurrent first calls: one inserts the document, the other gets a duplicate key and then finds it.
            if (ErrorCategory.fromErrorCode(e.getErrorCode()) != ErrorCategory.DUPLICATE_KEY) throw e;
            return increment(name, numbers);
        }
    }

    private long increment(String name, long numbers) {
        var counter = documents.findOneAndUpdate(eq(name), inc("last", numbers),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(counter).getLong("last");
    }
}
