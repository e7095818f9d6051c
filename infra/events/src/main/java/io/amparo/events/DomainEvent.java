package io.amparo.events;

/**
 * An event that a service publishes for all others. The names of its record components are part of the wire format, and their
 * Javadoc is their description in the contract; {@code SharedFields} has what several records share.
 */
public interface DomainEvent {

    /**
     * Returns the Kafka key. Events with the same key are read in the order in which they were written. A key {@code a/b} is in
     * the partition of the key {@code a}.
     */
    String key();
}
