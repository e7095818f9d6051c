package io.amparo.sla.migration;

import io.amparo.platform.store.Change;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.TermsOverride;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.SupportPeriod;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.readmodel.WatchedTickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Advances due migrations, each by one page at a time. Any number of tickers may run at once and stop between any two lines: a
 * stored page is reused, and a ticket applies a repeated request once.
 */
final class MigrationTicker {
    /** Tickets per page. A page of contract terms is smaller: it holds two contracts per ticket and must fit into a document. */
    private static final int PAGE_SIZE = 500, CONTRACT_PAGE_SIZE = 100;
    private static final int BATCH_SIZE = 20;
    /**
     * Number of pages whose ticket ids are read in one query: a store without a suitable index scans all tickets for each query.
     */
    private static final int PREFETCHED_PAGES = 20;

    /** Duration for which no other instance advances a claimed migration; after it, the claiming instance is considered dead. */
    private static final Duration CLAIM_DURATION = Duration.ofSeconds(5);

    /** Computes the impact on a ticket; empty if the ticket is not affected. */
    private interface ImpactFunction {
        Optional<TicketImpact> apply(Ledger ledger, @Nullable Customer customer, @Nullable SupportPeriod supportPeriod);
    }

    private final Migrations migrations;
    private final PreviewPages pages;
    private final WatchedTickets tickets;
    private final Customers customers;
    private final Function<String, Optional<SupportPeriod>> supportPeriods;
    private final Policies policies;
    private final Clock clock;

    MigrationTicker(Migrations migrations, PreviewPages pages, WatchedTickets tickets, Customers customers,
            Function<String, Optional<SupportPeriod>> supportPeriods, Policies policies, Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.tickets = tickets;
        this.customers = customers;
        this.supportPeriods = supportPeriods;
        this.policies = policies;
        this.clock = clock;
    }

    void tick() {
        forEachDue(limit -> migrations.due(clock.instant(), limit), this::advance);
    }

    /** Leaves a failed migration to the next tick and continues with the others. */
    static void forEachDue(IntFunction<List<String>> due, Consumer<String> advance) {
        var failed = new LinkedHashMap<String, RuntimeException>();
        for (var ids = due.apply(BATCH_SIZE); !failed.keySet().containsAll(ids); ids = due.apply(BATCH_SIZE + failed.size()))
            for (var id : ids) {
                if (failed.containsKey(id)) continue;
                try {
                    advance.accept(id);
                } catch (RuntimeException e) {
                    failed.put(id, e);
                }
            }
        if (failed.isEmpty()) return;
        var failure = new IllegalStateException(
                "Migration ticker cannot advance " + failed.keySet() + "; retrying at the next tick");
        failed.values().forEach(failure::addSuppressed);
        throw failure;
    }

    private void advance(String id) {
        if (!claim(id)) return;
        var migration = migrations.find(id).orElseThrow().state();
        switch (migration.phase()) {
            case PREVIEWING -> preview(migration);
            case APPLYING -> {
                if (migration.progress().requested() < migration.pages())
                    requestPage(migration);
                else
                    checkAnswers(migration);
            }
            case PREVIEWED, APPLIED -> { /* another instance has advanced it */ }
        }
    }

    /** Claims the migration for one step. A step leaves it due again; only the instance with the next claim continues. */
    private boolean claim(String id) {
        var now = clock.instant();
        return migrations.claim(id, now, now.plus(CLAIM_DURATION));
    }

    private void preview(Migration migration) {
        if (migration.followsContract() && isPlanMissing(migration))
            postpone(migration);
        else if (migration.undoes() == null)
            previewForward(migration);
        else
            storePage(migration, () -> previewUndo(migration, migration.undoes()));
    }

    /** Stores the next page, or reuses the page that an interrupted step has stored. */
    private Migration storePage(Migration migration, Supplier<PreviewPage> preview) {
        int number = migration.pages();
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

    private void previewForward(Migration initial) {
        int pageSize = initial.target().what() == What.AGREED ? CONTRACT_PAGE_SIZE : PAGE_SIZE;
        var ids = nextTicketIds(initial, PREFETCHED_PAGES * pageSize);
        boolean complete = ids.size() < PREFETCHED_PAGES * pageSize;
        var impactFunction = initial.followsContract()
                ? contractImpact(initial)
                : switchImpact(ledger -> initial.target().switchFor(ledger, policies));
        var migration = initial;
        int from = 0;
        do {
            var pageIds = ids.subList(from, Math.min(from + pageSize, ids.size()));
            from += pageIds.size();
            var next = pageIds.isEmpty() ? migration.cursor() : pageIds.getLast();
            var page = new PreviewPage(migration.id(), migration.pages(), List.of(), next, complete && from == ids.size());
            migration = storePage(migration, () -> page.withTickets(impacts(tickets.all(pageIds), impactFunction)));
            // Another instance has stored that page with other tickets: the following ids must be read again.
            if (!migration.cursor().equals(next)) return;
        } while (migration.phase() == Phase.PREVIEWING && from < ids.size() && claim(migration.id()));
    }

    private List<String> nextTicketIds(Migration migration, int limit) {
        var target = migration.target();
        return target.what() == What.AGREED
                ? tickets.unfinishedTicketIds(target.id(), migration.cursor(), limit)
                : tickets.openTicketIds(target.what() == What.PLAN ? target.id() : null, migration.cursor(), limit);
    }

    /** Previews the tickets that the undone migration has moved and that still count by its target. */
    private PreviewPage previewUndo(Migration migration, String undoneId) {
        int number = migration.pages();
        var undone = migrations.find(undoneId).orElseThrow().state();
        var before = pages.page(undoneId, number).map(PreviewPage::tickets).orElse(List.of()).stream()
                .collect(Collectors.toMap(TicketImpact::ticketId, impact -> impact));
        var what = migration.target().what();
        return new PreviewPage(migration.id(), number, impacts(tickets.all(List.copyOf(before.keySet())), switchImpact(ledger -> {
            var impact = before.get(ledger.ticketId());
            // The previous version is unknown, so it cannot be restored.
            if (impact.from().isEmpty()) return Optional.empty();
            boolean undoable = undone.hasMoved(ledger)
                    && PolicySwitch.inForce(ledger, what, migration.target().id()).equals(impact.to())
                    && (what != What.AGREED || stillApplies(impact.from(), ledger.customerId()));
            return undoable ? Optional.of(new PolicySwitch(what, impact.to(), impact.from())) : Optional.empty();
        })), "", pages.page(undoneId, number + 1).isEmpty());
    }

    /** Agreed terms that replace another contract than the present one would end at once. */
    private boolean stillApplies(String override, String customerId) {
        return customers.find(customerId).filter(known -> TermsOverride.parse(override).appliesTo(known.terms())).isPresent();
    }

    private ImpactFunction switchImpact(Function<Ledger, Optional<PolicySwitch>> switchFor) {
        var now = clock.instant();
        return (ledger, customer, supportPeriod) -> switchFor.apply(ledger)
                .map(policySwitch -> TicketImpact.of(policySwitch, ledger, customer, supportPeriod, policies, now));
    }

    private ImpactFunction contractImpact(Migration migration) {
        var before = customerBefore(migration);
        var after = before.withTerms(migration.target().agreed(), migration.appliedAt());
        var now = clock.instant();
        return (ledger, _, supportPeriod) -> TicketImpact.ofContractChange(before, after, ledger, supportPeriod, policies, now);
    }

    /** Returns the customer as it was before its contract changed. */
    private Customer customerBefore(Migration migration) {
        var target = migration.target();
        return customers.find(target.id()).orElseThrow().withTerms(target.replaces(), Instant.EPOCH);
    }

    /** A contract change to an unpublished plan moves no ticket until the plan is published or the contract changes again. */
    private boolean isPlanMissing(Migration migration) {
        var target = migration.target();
        return policies.latestPlan(target.agreed().slaPlan()).isEmpty() && (isCustomerOutdated(migration)
                || customers.find(target.id()).filter(current -> current.terms().equals(target.agreed())).isPresent());
    }

    /** Whether the stored customer is older than this contract change. */
    private boolean isCustomerOutdated(Migration migration) {
        return customers.find(migration.target().id()).filter(current -> !current.changedAt().isBefore(migration.appliedAt()))
                .isEmpty();
    }

    private @Nullable SupportPeriod supportPeriod(Ledger ledger) {
        return supportPeriods.apply(ledger.value(What.PRODUCT)).orElse(null);
    }

    private List<TicketImpact> impacts(List<WatchedTicket> watched, ImpactFunction impactFunction) {
        // A ticket without emitted edges would never answer: it has just been opened, or has no clock.
        var ledgers = watched.stream().filter(ticket -> !ticket.emittedEdges().isEmpty()).map(WatchedTicket::ledger).toList();
        var customersById = customers.all(ledgers.stream().map(Ledger::customerId).distinct().toList());
        var periodsByProduct = new HashMap<String, Optional<SupportPeriod>>();
        return ledgers.stream()
                .flatMap(ledger -> impactFunction
                        .apply(ledger, customersById.get(ledger.customerId()),
                                periodsByProduct.computeIfAbsent(ledger.value(What.PRODUCT), supportPeriods).orElse(null))
                        .stream())
                .toList();
    }

    private void requestPage(Migration migration) {
        int number = migration.progress().requested();
        pages.publishDirectly(PreviewPage.id(migration.id(), number), "request", page -> page.rescheduleRequests(migration));
        migrations.update(migration.id(), "requested/" + number, known -> known.pageRequested(number, clock.instant()));
    }

    private void checkAnswers(Migration migration) {
        int number = migration.progress().awaited().getFirst();
        var ids = pages.page(migration.id(), number).orElseThrow().reachable().stream().map(TicketImpact::ticketId).toList();
        var ledgers = tickets.all(ids).stream().map(WatchedTicket::ledger).toList();
        if (migration.followsContract()
                ? isContractPending(migration, ledgers)
                : !ledgers.stream().allMatch(migration::isAnsweredBy)) {
            postpone(migration);
            return;
        }
        int done = (int) ledgers.stream().filter(migration::hasMoved).count();
        migrations.update(migration.id(), "answered/" + number,
                known -> known.pageAnswered(number, done, ids.size() - done, clock.instant()));
    }

    private boolean isContractPending(Migration migration, List<Ledger> ledgers) {
        var before = customerBefore(migration);
        var current = customers.find(before.id()).orElseThrow();
        return isCustomerOutdated(migration) || ledgers.stream()
                .anyMatch(ledger -> TicketImpact.isContractPending(before, current, ledger, supportPeriod(ledger), policies));
    }

    private void postpone(Migration migration) {
        var now = clock.instant();
        migrations.update(migration.id(), "waits/" + now, known -> known.postpone(now));
    }
}
