package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import java.util.List;

/**
 * A part of a preview: what one look at the tickets found.
 *
 * @param next id of the last ticket that was looked at
 * @param last no ticket comes after it
 */
record MovingPage(String migrationId, int number, List<Moving> tickets, String next, boolean last) {
    MovingPage {
        tickets = List.copyOf(tickets);
    }

    /** The same page with these tickets. */
    MovingPage of(List<Moving> looked) {
        return new MovingPage(migrationId, number, looked, next, last);
    }

    static String id(String migrationId, int number) {
        return migrationId + "/%06d".formatted(number);
    }

    /** Those that can come to count by the other version. */
    List<Moving> reachable() {
        return tickets.stream().filter(Moving::isReachable).toList();
    }

    /** What asks the engine to do what was previewed. */
    List<SlaMigrationEvent> wishes(Migration migration) {
        return reachable().stream()
                .<SlaMigrationEvent>map(each -> new RedateRequested(migrationId, each.ticketId(), each.customerId(),
                        migration.target().what().name(), each.from(), each.to(), migration.by(), migration.reason(),
                        migration.appliedAt()))
                .toList();
    }
}
