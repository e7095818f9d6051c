package io.amparo.platform.stream;

/** An event for live readers: a server-sent event with this id and name. */
public interface LiveEvent {
    /** Returns the id of the domain event, the same on every instance. */
    String id();

    String name();
}
