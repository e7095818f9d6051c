package io.amparo.sla.engine;

import io.amparo.events.Topic;

/** Handles a row of a table that cannot be decoded. Each read of the row calls it again. */
@FunctionalInterface
interface UnreadableRowHandler {
    void onUnreadable(Topic table, String key, byte[] row, RuntimeException e);
}
