package io.amparo.events;

/** A fact that one service tells all others. Its record components are wire names: they stay. */
public interface DomainEvent {

    /** The Kafka key: whatever has the same key is read in the order in which it was written. */
    String key();
}
