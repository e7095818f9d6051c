package io.amparo.ticket.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a ticket waits for a silent customer (R9.C9). One that waits for an answer reminds its contact after 3, 7 and 12 days,
 * each time with the day on which it is closed: after 14. A resolved one can be reopened for 10 days, then it is closed.
 *
 * @param since when the wait began: with the status, or with the last question or file
 * @param isResolved whether it waits for the acceptance of its resolution, otherwise for an answer
 * @param reminders how many were sent
 */
record SilenceDeadline(Instant since, boolean isResolved, int reminders) {
    private static final List<Duration> REMINDED_AFTER = List.of(Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(12));
    private static final Duration CLOSED_AFTER = Duration.ofDays(14);
    private static final Duration REOPENABLE_FOR = Duration.ofDays(10);

    /** Returns the deadline of a ticket that enters a status; null unless it then waits for the customer. */
    static @Nullable SilenceDeadline of(Status status, Instant now) {
        boolean waits = status == Status.WAITING_CUSTOMER || status == Status.RESOLVED;
        return waits ? new SilenceDeadline(now, status == Status.RESOLVED, 0) : null;
    }

    /** Returns when the ticket is closed. */
    Instant closeAt() {
        return since.plus(isResolved ? REOPENABLE_FOR : CLOSED_AFTER);
    }

    /** Returns when something is due: the next reminder, or the closing. */
    Instant dueAt() {
        return isResolved || reminders >= REMINDED_AFTER.size() ? closeAt() : since.plus(REMINDED_AFTER.get(reminders));
    }

    /**
     * Returns the deadline after the reminders that are due. Several that became due in an outage are one, and the customer has
     * at least two days after the last one.
     */
    SilenceDeadline reminded(Instant now) {
        int sent = reminders;
        while (sent < REMINDED_AFTER.size() && !now.isBefore(since.plus(REMINDED_AFTER.get(sent))))
            sent++;
        var late = Duration.between(since.plus(REMINDED_AFTER.getLast()), now);
        var shifted = sent == REMINDED_AFTER.size() && late.isPositive() ? since.plus(late) : since;
        return new SilenceDeadline(shifted, false, sent);
    }
}
