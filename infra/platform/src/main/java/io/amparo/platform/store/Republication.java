package io.amparo.platform.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Progress of publishing the whole states of one collection once more.
 *
 * @param afterId id of the last aggregate that was published
 * @param published aggregates of this run so far
 * @param finishedAt end of this run; null while it is in progress
 */
record Republication(String collection, String afterId, long published, Instant begunAt, @Nullable Instant finishedAt) {

    static Republication begin(String collection, Instant now) {
        return new Republication(collection, "", 0, now, null);
    }

    Republication advance(String lastId, long count) {
        return new Republication(collection, lastId, published + count, begunAt, null);
    }

    Republication finish(long count, Instant now) {
        return new Republication(collection, afterId, published + count, begunAt, now);
    }
}
