package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.sla.ledger.PolicySwitchCodec;
import java.util.List;

/**
 * One page of a preview: the impact on a range of tickets.
 *
 * @param cursor id of the last previewed ticket, after which the next page begins
 * @param last whether no page follows
 */
record PreviewPage(String migrationId, int number, List<TicketImpact> tickets, String cursor, boolean last) {
    PreviewPage {
        tickets = List.copyOf(tickets);
    }

    /** Returns this page with the given tickets. */
    PreviewPage withTickets(List<TicketImpact> impacts) {
        return new PreviewPage(migrationId, number, impacts, cursor, last);
    }

    static String id(String migrationId, int number) {
        return migrationId + "/%06d".formatted(number);
    }

    /** Returns the tickets that can be moved to the target. */
    List<TicketImpact> reachable() {
        return tickets.stream().filter(TicketImpact::isReachable).toList();
    }

    /** Returns the events that request the previewed moves from the engine, one per ticket. */
    List<SlaMigrationEvent> rescheduleRequests(Migration migration) {
        return reachable().stream()
                .<SlaMigrationEvent>map(each -> new SlaRescheduleRequested(migrationId, each.ticketId(), each.customerId(),
                        PolicySwitchCodec.term(each.policySwitch()), PolicySwitchCodec.value(each.policySwitch().reversed()),
                        PolicySwitchCodec.value(each.policySwitch()), migration.request().by(), migration.request().reason(),
                        migration.appliedAt()))
                .toList();
    }
}
