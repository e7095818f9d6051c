package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import java.util.List;

/**
 * One page of a preview: the impact on a range of tickets.
 *
 * @param next id of the last previewed ticket, after which the next page begins
 * @param last whether no page follows
 */
record MovingPage(String migrationId, int number, List<Moving> tickets, String next, boolean last) {
    MovingPage {
        tickets = List.copyOf(tickets);
    }

    /** Returns this page with the given tickets. */
    MovingPage of(List<Moving> looked) {
        return new MovingPage(migrationId, number, looked, next, last);
    }

    static String id(String migrationId, int number) {
        return migrationId + "/%06d".formatted(number);
    }

    /** Returns the tickets that can be moved to the target. */
    List<Moving> reachable() {
        return tickets.stream().filter(Moving::isReachable).toList();
    }

    /** Returns the events that request the previewed moves from the engine, one per ticket. */
    List<SlaMigrationEvent> wishes(Migration migration) {
        return reachable().stream()
                .<SlaMigrationEvent>map(each -> new RedateRequested(migrationId, each.ticketId(), each.customerId(),
                        migration.target().what().name(), each.from(), each.to(), migration.by(), migration.reason(),
                        migration.appliedAt()))
                .toList();
    }
}
