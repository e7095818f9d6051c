package io.amparo.platform.store;

/** The sequence of an event among all events of its aggregate: the version, then the index within the change. */
public final class EventSequence {
    private static final long EVENTS_PER_VERSION = 1_000_000;

    static long of(long version, int index) {
        return version * EVENTS_PER_VERSION + index;
    }

    /** Returns the highest sequence that an event of this version of an aggregate can have. */
    public static long last(long version) {
        return of(version, (int) EVENTS_PER_VERSION - 1);
    }

    /** Returns the version of the aggregate that emitted the event with this sequence. */
    public static long versionOf(long sequence) {
        return sequence / EVENTS_PER_VERSION;
    }

    private EventSequence() {}
}
