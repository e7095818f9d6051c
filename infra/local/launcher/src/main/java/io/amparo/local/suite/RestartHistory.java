package io.amparo.local.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Exits of one process, oldest first, and what follows from them: a restart with growing delay, or none. */
record RestartHistory(List<Instant> exits) {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration FAILURE_WINDOW = Duration.ofMinutes(1);
    private static final int MAX_EXITS_IN_WINDOW = 3;
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    static RestartHistory none() {
        return new RestartHistory(List.of());
    }

    RestartHistory exited(Instant now) {
        return new RestartHistory(
                Stream.concat(exits.stream().filter(exit -> exit.isAfter(now.minus(REMEMBERED))), Stream.of(now)).toList());
    }

    /** Returns whether the last three exits were within a minute, so that a further restart is pointless. */
    boolean hasFailed() {
        return !exits.isEmpty() && exits.stream().filter(exit -> exit.isAfter(exits.getLast().minus(FAILURE_WINDOW)))
                .count() >= MAX_EXITS_IN_WINDOW;
    }

    /** Returns when to restart: 1 s after the first exit in ten minutes, then 2 s, 4 s and so on, at most a minute. */
    Instant restartAt() {
        var delay = Duration.ofSeconds(1L << Math.min(exits.size() - 1, 10));
        return exits.getLast().plus(delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY);
    }
}
