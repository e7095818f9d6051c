package io.amparo.sla.migration;

import io.amparo.platform.store.Change;
import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.Life;
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
    private static final int PAGE = 500, PAGE_OF_CONTRACTS = 100;
    private static final int AT_ONCE = 20;
    /**
     * Number of pages whose ticket ids are read in one query: a store without a suitable index scans all tickets for each query.
     */
    private static final int AHEAD = 20;

    /** Duration for which no other instance advances a claimed migration; after it, the claiming instance is considered dead. */
    private static final Duration CLAIMED = Duration.ofSeconds(5);

    /** Computes the impact on a ticket; empty if the ticket is not affected. */
    private interface Wish {
        Optional<Moving> of(Ledger ledger, @Nullable Customer customer, @Nullable Life life);
    }

    private final Migrations migrations;
    private final MovingPages pages;
    private final WatchedTickets tickets;
    private final Customers customers;
    private final Function<String, Optional<Life>> lives;
    private final Policies policies;
    private final Clock clock;

    MigrationTicker(Migrations migrations, MovingPages pages, WatchedTickets tickets, Customers customers,
            Function<String, Optional<Life>> lives, Policies policies, Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.tickets = tickets;
        this.customers = customers;
        this.lives = lives;
        this.policies = policies;
        this.clock = clock;
    }

    void tick() {
        each(limit -> migrations.due(clock.instant(), limit), this::advance);
    }

    /** Leaves a failed migration to the next tick and continues with the others. */
    static void each(IntFunction<List<String>> due, Consumer<String> advance) {
        var failed = new LinkedHashMap<String, RuntimeException>();
        for (var ids = due.apply(AT_ONCE); !failed.keySet().containsAll(ids); ids = due.apply(AT_ONCE + failed.size()))
            for (var id : ids) {
                if (failed.containsKey(id)) continue;
                try {
                    advance.accept(id);
                } catch (RuntimeException broken) {
                    failed.put(id, broken);
                }
            }
        if (failed.isEmpty()) return;
        var told = new IllegalStateException(
                "Migration ticker cannot advance " + failed.keySet() + "; retrying at the next tick");
        failed.values().forEach(told::addSuppressed);
        throw told;
    }

    private void advance(String id) {
        if (!claimed(id)) return;
        var migration = migrations.find(id).orElseThrow().state();
        switch (migration.phase()) {
            case PREVIEWING -> preview(migration);
            case APPLYING -> {
                if (migration.applying().requested() < migration.pages())
                    request(migration);
                else
                    await(migration);
            }
            case PREVIEWED, APPLIED -> { /* another instance has advanced it */ }
        }
    }

    /** Claims the migration for one step. A step leaves it due again; only the instance with the next claim continues. */
    private boolean claimed(String id) {
        var now = clock.instant();
        return migrations.claim(id, now, now.plus(CLAIMED));
    }

    private void preview(Migration migration) {
        if (migration.isFollowing() && waitsForItsPlan(migration))
            waits(migration);
        else if (migration.undoes() == null)
            forth(migration);
        else
            previewed(migration, () -> back(migration, migration.undoes()));
    }

    /** Stores the next page, or reuses the page that an interrupted step has stored. */
    private Migration previewed(Migration migration, Supplier<MovingPage> look) {
        int number = migration.pages();
        var id = MovingPage.id(migration.id(), number);
        var page = pages.page(migration.id(), number).orElseGet(() -> {
            var looked = look.get();
            return pages.insert(id, "preview", Change.of(looked, List.of()))
                    ? looked
                    : pages.page(migration.id(), number).orElseThrow();
        });
        migrations.update(migration.id(), "previewed/" + number, known -> known.previewed(page, clock.instant()));
        return migrations.find(migration.id()).orElseThrow().state();
    }

    private void forth(Migration begun) {
        int most = begun.target().what() == What.AGREED ? PAGE_OF_CONTRACTS : PAGE;
        var ids = ahead(begun, AHEAD * most);
        boolean areAll = ids.size() < AHEAD * most;
        var wish = begun.isFollowing() ? following(begun) : wished(ledger -> begun.target().of(ledger, policies));
        var migration = begun;
        int from = 0;
        do {
            var some = ids.subList(from, Math.min(from + most, ids.size()));
            from += some.size();
            var next = some.isEmpty() ? migration.cursor() : some.getLast();
            var page = new MovingPage(migration.id(), migration.pages(), List.of(), next, areAll && from == ids.size());
            migration = previewed(migration, () -> page.of(looked(tickets.all(some), wish)));
            // Another instance has stored that page with other tickets: the following ids must be read again.
            if (!migration.cursor().equals(next)) return;
        } while (migration.phase() == Phase.PREVIEWING && from < ids.size() && claimed(migration.id()));
    }

    private List<String> ahead(Migration migration, int most) {
        var target = migration.target();
        return target.what() == What.AGREED
                ? tickets.unfinished(target.id(), migration.cursor(), most)
                : tickets.open(target.what() == What.PLAN ? target.id() : null, migration.cursor(), most);
    }

    /** Previews the tickets that the undone migration has moved and that still count by its target. */
    private MovingPage back(Migration migration, String id) {
        int number = migration.pages();
        var undone = migrations.find(id).orElseThrow().state();
        var before = pages.page(id, number).map(MovingPage::tickets).orElse(List.of()).stream()
                .collect(Collectors.toMap(Moving::ticketId, moving -> moving));
        var what = migration.target().what();
        return new MovingPage(migration.id(), number, looked(tickets.all(List.copyOf(before.keySet())), wished(ledger -> {
            var moving = before.get(ledger.ticketId());
            // The previous version is unknown, so it cannot be restored.
            if (moving.from().isEmpty()) return Optional.empty();
            boolean stays = undone.hasMoved(ledger) && Redate.inForce(ledger, what, migration.target().id()).equals(moving.to())
                    && (what != What.AGREED || hasItsPlace(moving.from(), ledger.customerId()));
            return stays ? Optional.of(new Redate(what, moving.to(), moving.from())) : Optional.empty();
        })), "", pages.page(id, number + 1).isEmpty());
    }

    /** Agreed terms that replace another contract than the present one would end at once. */
    private boolean hasItsPlace(String agreed, String customerId) {
        return customers.find(customerId).filter(known -> Agreed.read(agreed).standsBeside(known.agreement())).isPresent();
    }

    private Wish wished(Function<Ledger, Optional<Redate>> wanted) {
        var now = clock.instant();
        return (ledger, customer, life) -> wanted.apply(ledger)
                .map(redate -> Moving.of(redate, ledger, customer, life, policies, now));
    }

    private Wish following(Migration migration) {
        var before = before(migration);
        var after = before.agreeing(migration.target().agreed(), migration.appliedAt());
        var now = clock.instant();
        return (ledger, _, life) -> Moving.following(before, after, ledger, life, policies, now);
    }

    /** Returns the customer as it was before its contract changed. */
    private Customer before(Migration migration) {
        var target = migration.target();
        return customers.find(target.id()).orElseThrow().agreeing(target.instead(), Instant.EPOCH);
    }

    /** A contract change to an unpublished plan moves no ticket until the plan is published or the contract changes again. */
    private boolean waitsForItsPlan(Migration migration) {
        var target = migration.target();
        return policies.latestPlan(target.agreed().slaPlan()).isEmpty() && (isToCome(migration)
                || customers.find(target.id()).filter(now -> now.agreement().equals(target.agreed())).isPresent());
    }

    /** Whether the stored customer is older than this contract change. */
    private boolean isToCome(Migration migration) {
        return customers.find(migration.target().id()).filter(now -> !now.changedAt().isBefore(migration.appliedAt())).isEmpty();
    }

    private @Nullable Life life(Ledger ledger) {
        return lives.apply(ledger.value(What.PRODUCT)).orElse(null);
    }

    private List<Moving> looked(List<WatchedTicket> found, Wish wish) {
        // A ticket without emitted edges would never answer: it has just been opened, or has no clock.
        var ledgers = found.stream().filter(ticket -> !ticket.told().isEmpty()).map(WatchedTicket::ledger).toList();
        var served = customers.all(ledgers.stream().map(Ledger::customerId).distinct().toList());
        var known = new HashMap<String, Optional<Life>>();
        return ledgers.stream().flatMap(ledger -> wish.of(ledger, served.get(ledger.customerId()),
                known.computeIfAbsent(ledger.value(What.PRODUCT), lives).orElse(null)).stream()).toList();
    }

    private void request(Migration migration) {
        int number = migration.applying().requested();
        pages.tell(MovingPage.id(migration.id(), number), "request", page -> page.wishes(migration));
        migrations.update(migration.id(), "requested/" + number, known -> known.requested(number, clock.instant()));
    }

    private void await(Migration migration) {
        int number = migration.applying().awaited().getFirst();
        var ids = pages.page(migration.id(), number).orElseThrow().reachable().stream().map(Moving::ticketId).toList();
        var ledgers = tickets.all(ids).stream().map(WatchedTicket::ledger).toList();
        if (migration.isFollowing() ? isToFollow(migration, ledgers) : !ledgers.stream().allMatch(migration::isAnsweredBy)) {
            waits(migration);
            return;
        }
        int done = (int) ledgers.stream().filter(migration::hasMoved).count();
        migrations.update(migration.id(), "answered/" + number,
                known -> known.answered(number, done, ids.size() - done, clock.instant()));
    }

    private boolean isToFollow(Migration migration, List<Ledger> ledgers) {
        var before = before(migration);
        var now = customers.find(before.id()).orElseThrow();
        return isToCome(migration)
                || ledgers.stream().anyMatch(ledger -> Moving.isAwaited(before, now, ledger, life(ledger), policies));
    }

    private void waits(Migration migration) {
        var now = clock.instant();
        migrations.update(migration.id(), "waits/" + now, known -> known.waits(now));
    }
}
