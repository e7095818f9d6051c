package io.amparo.sla.board;

import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a ticket is at risk or breached: what is outstanding, or which change moved the due time earlier, and since when. */
record RiskCause(Code code, Instant since, String text) {

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

    private static final List<ClockState> WORST_FIRST = List.of(ClockState.BREACHED, ClockState.AT_RISK);

    /** Returns the cause of the worst clock, the earliest due of equally bad ones; empty if no clock is at risk or breached. */
    static Optional<RiskCause> of(List<SlaClock> clocks, ChangeAuthors authors, Instant now, Locale language) {
        return clocks.stream().filter(clock -> clock.isOpen(now) && WORST_FIRST.contains(clock.state(now)))
                .min(Comparator.comparing((SlaClock clock) -> WORST_FIRST.indexOf(clock.state(now)))
                        .thenComparing(SlaClock::dueAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(clock -> of(clock, authors, now, language));
    }

    /** Returns the cause of a clock that is at risk or breached. */
    static RiskCause of(SlaClock clock, ChangeAuthors authors, Instant now, Locale language) {
        var formatter = new ClockFormatter(language, clock.calendar(now).zone(), authors);
        var lastChange = clock.dueDateChanges().reversed().stream().filter(change -> !isInPlace(change)).findFirst().orElse(null);
        if (lastChange != null && isEarlier(lastChange))
            return new RiskCause(Code.MOVED_EARLIER, lastChange.at(), formatter.of(lastChange));
        var code = Code.of(clock.metric());
        return new RiskCause(code, clock.startedAt(), formatter.of(code, clock.startedAt()));
    }

    /** Whether the budget or a rung changed, but not the due instant. */
    private static boolean isInPlace(DueDateChange change) {
        return change.from() != null && change.from().equals(change.to());
    }

    private static boolean isEarlier(DueDateChange change) {
        return change.to() != null && isAfter(change.from(), change.to());
    }

    private static boolean isAfter(@Nullable Instant from, Instant to) {
        return from == null || from.isAfter(to);
    }
}
