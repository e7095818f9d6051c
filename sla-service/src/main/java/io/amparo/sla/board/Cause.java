package io.amparo.sla.board;

import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.Redating;
import io.amparo.sla.clock.SlaClock.State;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a ticket is at risk or breached: what is outstanding, or which change moved the due time earlier, and since when. */
record Cause(Code code, Instant since, String text) {

    enum Code {
        NOT_ANSWERED, CUSTOMER_WAITS, NO_UPDATE, NOT_RESOLVED, NO_FIX, MOVED_EARLIER;

        static Code of(Metric metric) {
            return switch (metric) {
                case FIRST_RESPONSE -> NOT_ANSWERED;
                case NEXT_RESPONSE -> CUSTOMER_WAITS;
                case PERIODIC_UPDATE -> NO_UPDATE;
                case RESOLUTION -> NOT_RESOLVED;
                case FIX_DELIVERED -> NO_FIX;
            };
        }
    }

    private static final List<State> WORST_FIRST = List.of(State.BREACHED, State.AT_RISK);

    /** Returns the cause of the worst clock, the earliest due of equally bad ones; empty if no clock is at risk or breached. */
    static Optional<Cause> of(List<SlaClock> clocks, Instant now, Locale language) {
        return clocks.stream().filter(clock -> clock.open(now) && WORST_FIRST.contains(clock.state(now)))
                .min(Comparator.comparing((SlaClock clock) -> WORST_FIRST.indexOf(clock.state(now)))
                        .thenComparing(SlaClock::dueAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(clock -> of(clock, now, language));
    }

    /** Returns the cause of a clock that is at risk or breached. */
    static Cause of(SlaClock clock, Instant now, Locale language) {
        var words = new ClockWords(language, clock.calendar(now).zone());
        var moved = clock.redated().isEmpty() ? null : clock.redated().getLast();
        if (moved != null && isNearer(moved)) return new Cause(Code.MOVED_EARLIER, moved.at(), words.of(moved));
        var code = Code.of(clock.metric());
        return new Cause(code, clock.startedAt(), words.of(code, clock.startedAt()));
    }

    private static boolean isNearer(Redating moved) {
        return moved.to() != null && isAfter(moved.from(), moved.to());
    }

    private static boolean isAfter(@Nullable Instant before, Instant now) {
        return before == null || before.isAfter(now);
    }
}
