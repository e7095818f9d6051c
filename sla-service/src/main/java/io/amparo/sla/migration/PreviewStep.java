package io.amparo.sla.migration;

import io.amparo.platform.store.Change;
import io.amparo.sla.ledger.PolicySwitch.TermsSwitch;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.migration.MigrationKind.Forward;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.Undo;
import io.amparo.sla.readmodel.WatchedTickets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Previews the next tickets of a migration and stores their impact, one page at a time. */
final class PreviewStep {
    /** Tickets per page. A page of contract terms is smaller: it holds two contracts per ticket and must fit into a document. */
    private static final int PAGE_SIZE = 500, CONTRACT_PAGE_SIZE = 100;
    /**
     * Number of pages whose ticket ids are read in one query: a store without a suitable index scans all tickets for each query.
     */
    private static final int PREFETCHED_PAGES = 20;
    private static final int TICKETS_IN_MEMORY = 50;

    private final Migrations migrations;
    private final PreviewPages pages;
    private final WatchedTickets tickets;
    private final ImpactCalculator impacts;
    private final Clock clock;

    PreviewStep(Migrations migrations, PreviewPages pages, WatchedTickets tickets, ImpactCalculator impacts, Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.tickets = tickets;
        this.impacts = impacts;
        this.clock = clock;
    }

    void run(Migration migration) {
        switch (migration.kind()) {
            case ContractChange change when impacts.isPlanMissing(migration, change) ->
                migrations.postpone(migration, clock.instant());
            case ContractChange change -> previewForward(migration, impacts.ofContractChange(migration, change));
            case Forward forward -> previewForward(migration, impacts.ofSwitch(forward));
            case Undo undo -> storePage(migration, () -> previewUndo(migration, undo));
        }
    }

    /** Stores the next page, or reuses the page that an interrupted step has stored. */
    private Migration storePage(Migration migration, Supplier<PreviewPage> preview) {
        int number = migration.preview().pages();
        var id = PreviewPage.id(migration.id(), number);
        var page = pages.page(migration.id(), number).orElseGet(() -> {
            var created = preview.get();
            return pages.insert(id, "preview", Change.of(created, List.of()))
                    ? created
                    : pages.page(migration.id(), number).orElseThrow();
        });
        migrations.update(migration.id(), "previewed/" + number, known -> known.addPage(page, clock.instant()));
        return migrations.find(migration.id()).orElseThrow().state();
    }

    private void previewForward(Migration initial, ImpactCalculator.ImpactFunction function) {
        int pageSize = customerOf(initial).isPresent() ? CONTRACT_PAGE_SIZE : PAGE_SIZE;
        var ids = nextTicketIds(initial, PREFETCHED_PAGES * pageSize);
        boolean complete = ids.size() < PREFETCHED_PAGES * pageSize;
        var migration = initial;
        int from = 0;
        do {
            var pageIds = ids.subList(from, Math.min(from + pageSize, ids.size()));
            from += pageIds.size();
            var next = pageIds.isEmpty() ? migration.preview().cursor() : pageIds.getLast();
            var page = new PreviewPage(migration.id(), migration.preview().pages(), List.of(), next,
                    complete && from == ids.size());
            migration = storePage(migration, () -> page.withTickets(impactsOn(pageIds, function)));
            // Another instance has stored that page with other tickets: the following ids must be read again.
            if (!migration.preview().cursor().equals(next)) return;
        } while (migration.phase() == Phase.PREVIEWING && from < ids.size() && migrations.claim(migration.id(), clock.instant()));
    }

    /** Reads some tickets at a time: a page of the longest ledgers does not fit into the heap. */
    private List<TicketImpact> impactsOn(List<String> ticketIds, ImpactCalculator.ImpactFunction function) {
        var found = new ArrayList<TicketImpact>();
        for (int from = 0; from < ticketIds.size(); from += TICKETS_IN_MEMORY)
            found.addAll(
                    impacts.of(tickets.findAllById(ticketIds.subList(from, Math.min(from + TICKETS_IN_MEMORY, ticketIds.size()))),
                            function));
        return found;
    }

    private List<String> nextTicketIds(Migration migration, int limit) {
        var cursor = migration.preview().cursor();
        var plan = migration.kind() instanceof PlanMigration it ? it.to().id() : null;
        return customerOf(migration).map(customerId -> tickets.unfinishedTicketIds(customerId, cursor, limit))
                .orElseGet(() -> tickets.openTicketIds(plan, cursor, limit));
    }

    /** Returns the customer to whose tickets the migration is limited. */
    private static Optional<String> customerOf(Migration migration) {
        return switch (migration.kind()) {
            case ContractChange it -> Optional.of(it.customerId());
            case TermsMigration it -> Optional.of(it.customerId());
            default -> Optional.empty();
        };
    }

    /** Previews the tickets that the undone migration has moved and whose new version is still in force. */
    private PreviewPage previewUndo(Migration migration, Undo undo) {
        int number = migration.preview().pages();
        var undone = migrations.find(undo.undoneId()).orElseThrow().state();
        var moved = pages.page(undo.undoneId(), number).map(PreviewPage::tickets).orElse(List.of()).stream()
                .collect(Collectors.toMap(TicketImpact::ticketId, impact -> impact));
        var function = impacts.ofSwitch((ledger, _) -> {
            var back = moved.get(ledger.ticketId()).policySwitch().reversed();
            boolean undoable = undone.hasMoved(ledger) && back.startsFromVersionInForce(ledger)
                    && (!(back instanceof TermsSwitch terms) || impacts.canApply(terms, ledger.customerId()));
            return undoable ? Optional.of(back) : Optional.empty();
        });
        return new PreviewPage(migration.id(), number, impactsOn(List.copyOf(moved.keySet()), function), "",
                pages.page(undo.undoneId(), number + 1).isEmpty());
    }
}
