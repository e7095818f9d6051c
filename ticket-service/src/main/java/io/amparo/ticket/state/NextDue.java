package io.amparo.ticket.state;

import io.amparo.ticket.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * The running clock of a ticket that is due first, which lists show.
 *
 * @param sequence the highest sequence of the events of the SLA engine that it contains; 0 for the promise of the opening
 * @param clock null if no clock runs
 */
public record NextDue(long sequence, Sla.@Nullable Objective clock) {

    /** @param sla null before the clocks are assigned */
    public static NextDue of(long sequence, @Nullable Sla sla) {
        return new NextDue(sequence, sla == null ? null : sla.nextDue().orElse(null));
    }
}
