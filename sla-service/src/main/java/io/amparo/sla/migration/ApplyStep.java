package io.amparo.sla.migration;

import io.amparo.platform.LogText;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.readmodel.WatchedTickets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;

/** Requests the previewed switches from the engine, page by page, and then counts the tickets that have answered. */
final class ApplyStep {
    private static final Logger LOG = System.getLogger(ApplyStep.class.getName());
    private final Migrations migrations;
    private final PreviewPages pages;
    private final WatchedTickets tickets;
    private final ImpactCalculator impacts;
    private final Clock clock;

    ApplyStep(Migrations migrations, PreviewPages pages, WatchedTickets tickets, ImpactCalculator impacts, Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.tickets = tickets;
        this.impacts = impacts;
        this.clock = clock;
    }

    void run(Migration migration) {
        if (migration.progress().requested() < migration.preview().pages())
            requestPage(migration);
        else
            checkAnswers(migration);
    }

    private void requestPage(Migration migration) {
        int number = migration.progress().requested();
        pages.publishDirectly(PreviewPage.id(migration.id(), number), migration.request().origin(),
                page -> page.rescheduleRequests(migration));
        migrations.update(migration.id(), "requested/" + number, known -> known.pageRequested(number, clock.instant()));
    }

    private void checkAnswers(Migration migration) {
        int number = migration.progress().awaited().getFirst();
        var ids = pages.page(migration.id(), number).orElseThrow().reachable().stream().map(TicketImpact::ticketId).toList();
        var ledgers = tickets.findAllById(ids).stream().map(WatchedTicket::ledger).toList();
        if (!isAnswered(migration, ledgers)) {
            migrations.postpone(migration, clock.instant());
            return;
        }
        int done = (int) ledgers.stream().filter(migration::hasMoved).count();
        if (migrations.update(migration.id(), "answered/" + number,
                known -> known.pageAnswered(number, done, ids.size() - done, clock.instant())))
            migrations.find(migration.id()).map(Versioned::state).filter(known -> known.phase() == Migration.Phase.APPLIED)
                    .ifPresent(ApplyStep::log);
    }

    private static void log(Migration applied) {
        LOG.log(Level.INFO,
                "Migration {0} is applied: the clocks of {1} tickets have moved, those of {2} have not. Cause: {3}, {4}. "
                        + "Next: GET /sla/migrations/{0} lists them, POST /sla/migrations/{0}/undo takes it back",
                applied.id(), Integer.toString(applied.progress().done()), Integer.toString(applied.progress().skipped()),
                applied.kind().getClass().getSimpleName(), LogText.of(applied.request().reason()));
    }

    private boolean isAnswered(Migration migration, List<Ledger> ledgers) {
        return migration.kind() instanceof ContractChange change
                ? !impacts.isContractPending(migration, change, ledgers)
                : ledgers.stream().allMatch(migration::isAnsweredBy);
    }
}
