package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alarms back while records of the past are still coming in after a downtime: an answer that waits in the topic was given in
 * time, and must not be overtaken by the breach that it prevents. Never holds for long, so that a slow publisher cannot silence the engine.
 */
final class CatchUp {
    private static final Duration OLD = Duration.ofSeconds(2);
    static final Duration QUIET = Duration.ofMillis(500);
    /** What has been missed may take so long until the first of it is here. */
    static final Duration BEGINNING = Duration.ofSeconds(2);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private @Nullable Instant until;
    private @Nullable Instant since;

    void heard(Instant told, Instant now) {
        if (told.plus(OLD).isBefore(now)) hold(now, QUIET);
    }

    boolean holds(Instant now) {
        // The first look after a start: what has been missed is yet to be read. Or the clock was set back meanwhile.
        if (until == null || until.isAfter(now.plus(BEGINNING))) hold(now, BEGINNING);
        boolean held = since != null && now.isBefore(until) && now.isBefore(since.plus(AT_MOST));
        if (!now.isBefore(until)) since = null;
        return held;
    }

    private void hold(Instant now, Duration time) {
        var end = now.plus(time);
        if (until == null || until.isBefore(end) || until.isAfter(now.plus(BEGINNING))) until = end;
        if (since == null || since.isAfter(now)) since = now;
    }
}
