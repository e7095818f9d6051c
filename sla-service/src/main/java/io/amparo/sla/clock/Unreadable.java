package io.amparo.sla.clock;

import io.amparo.events.Topic;

/** Is told of a row of a table that cannot be read, whenever it is met. */
@FunctionalInterface
interface Unreadable {
    void met(Topic table, String key, byte[] row, RuntimeException why);
}
