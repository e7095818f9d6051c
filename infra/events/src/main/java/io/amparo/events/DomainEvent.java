package io.amparo.events;

/** An event that a service publishes for all others. The names of its record components are part of the wire format. */
public interface DomainEvent {

    /** Returns the Kafka key. Events with the same key are read in the order in which they were written. */
    String key();
}
