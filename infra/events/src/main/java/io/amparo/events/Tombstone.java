package io.amparo.events;

/**
 * The end of a state on a compacted topic: a Kafka record without a value and without CloudEvents headers, after which compaction
 * removes the key.
 */
public record Tombstone(Topic topic, String key) {
    /** Creates the end of the state that the event carries. */
    public static Tombstone of(DomainEvent state) {
        return new Tombstone(Topic.of(state), state.key());
    }
}
