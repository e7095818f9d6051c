package io.amparo.sla.migration;

import io.amparo.platform.store.Change;
import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.clock.Redate.Answer;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.Life;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves migrations on, each by a page at a time. Any number may run at once, and stop between any two lines: a page that was made is taken
 * as it is, a page that was asked for is not asked for again, and a ticket that hears a wish twice heeds it once.
 */
final class MigrationTicker {
    /** Such a page holds two contracts with each of its tickets, and must fit into a document. */
    private static final int PAGE = 500, PAGE_OF_CONTRACTS = 100;
    private static final int AT_ONCE = 20;

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

    /** One that fails is left to the next tick, and keeps none of the others waiting. */
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
        var told = new IllegalStateException("migrations that do not get on: " + failed.keySet());
        failed.values().forEach(told::addSuppressed);
        throw told;
    }

    private void advance(String id) {
        var migration = migrations.find(id).orElseThrow().state();
        switch (migration.phase()) {
            case PREVIEWING -> preview(migration);
            case APPLYING -> {
                if (migration.requested() == migration.pages())
                    await(migration);
                else if (migration.isFollowing())
                    follow(migration);
                else
                    request(migration);
            }
            case PREVIEWED, APPLIED -> { /* another was quicker */ }
        }
    }

    private void preview(Migration migration) {
        if (migration.isFollowing() && waitsForItsPlan(migration)) {
            waits(migration);
            return;
        }
        int number = migration.pages();
        var page = pages.page(migration.id(), number).orElseGet(() -> {
            pages.insert(MovingPage.id(migration.id(), number), "preview", Change.of(look(migration), List.of()));
            return pages.page(migration.id(), number).orElseThrow();
        });
        migrations.update(migration.id(), "previewed/" + number, known -> known.previewed(page, clock.instant()));
    }

    private MovingPage look(Migration migration) {
        return migration.undoes() == null ? forth(migration) : back(migration, migration.undoes());
    }

    private MovingPage forth(Migration migration) {
        var target = migration.target();
        int most = target.what() == What.AGREED ? PAGE_OF_CONTRACTS : PAGE;
        var found = target.what() == What.AGREED
                ? tickets.unfinished(target.id(), migration.cursor(), most)
                : tickets.open(target.what() == What.PLAN ? target.id() : null, migration.cursor(), most);
        return page(migration, found,
                migration.isFollowing() ? following(migration) : wished(ledger -> target.of(ledger, policies)),
                found.isEmpty() ? migration.cursor() : found.getLast().ledger().ticketId(), found.size() < most);
    }

    /** Those that the other migration has moved, and that still count by what it moved them to. */
    private MovingPage back(Migration migration, String id) {
        int number = migration.pages();
        var undone = migrations.find(id).orElseThrow().state();
        var before = pages.page(id, number).map(MovingPage::tickets).orElse(List.of()).stream()
                .collect(Collectors.toMap(Moving::ticketId, moving -> moving));
        var what = migration.target().what();
        var answer = new Answer(undone.cause(), what);
        return page(migration, tickets.all(List.copyOf(before.keySet())), wished(ledger -> {
            var moving = before.get(ledger.ticketId());
            // Nobody knows by what it was dated.
            if (moving.from().isEmpty()) return Optional.empty();
            boolean stays = Answer.in(ledger).contains(answer)
                    && Redate.inForce(ledger, what, migration.target().id()).equals(moving.to())
                    && (what != What.AGREED || hasItsPlace(moving.from(), ledger.customerId()));
            return stays ? Optional.of(new Redate(what, moving.to(), moving.from())) : Optional.empty();
        }), "", pages.page(id, number + 1).isEmpty());
    }

    /** What was agreed in place of another contract than there is now would end at once. */
    private boolean hasItsPlace(String agreed, String customerId) {
        return customers.find(customerId).filter(known -> Agreed.read(agreed).standsBeside(known.agreement())).isPresent();
    }

    private Function<Ledger, Optional<Moving>> wished(Function<Ledger, Optional<Redate>> wish) {
        Map<String, Optional<Customer>> known = new HashMap<>();
        var now = clock.instant();
        return ledger -> wish.apply(ledger).map(redate -> Moving.of(redate, ledger,
                known.computeIfAbsent(ledger.customerId(), customers::find).orElse(null), life(ledger), policies, now));
    }

    private Function<Ledger, Optional<Moving>> following(Migration migration) {
        var before = before(migration);
        var after = before.agreeing(migration.target().agreed(), migration.appliedAt());
        var now = clock.instant();
        return ledger -> Moving.following(before, after, ledger, life(ledger), policies, now);
    }

    /** The customer as it was before its contract changed. */
    private Customer before(Migration migration) {
        var target = migration.target();
        return customers.find(target.id()).orElseThrow().agreeing(target.instead(), Instant.EPOCH);
    }

    /** What nobody has published moves nothing, until it is published or the contract says something else. */
    private boolean waitsForItsPlan(Migration migration) {
        var target = migration.target();
        return policies.latestPlan(target.agreed().slaPlan()).isEmpty() && (isToCome(migration)
                || customers.find(target.id()).filter(now -> now.agreement().equals(target.agreed())).isPresent());
    }

    /** Whether the customer is not kept yet as this change has made it. */
    private boolean isToCome(Migration migration) {
        return customers.find(migration.target().id()).filter(now -> !now.changedAt().isBefore(migration.appliedAt())).isEmpty();
    }

    private @Nullable Life life(Ledger ledger) {
        return lives.apply(ledger.value(What.PRODUCT)).orElse(null);
    }

    private MovingPage page(Migration migration, List<WatchedTicket> found, Function<Ledger, Optional<Moving>> wanted,
            String next,
            boolean last) {
        // One that the engine has told nothing of yet gives no answer; it has just been opened, or has no clock.
        var moving = found.stream().filter(ticket -> !ticket.told().isEmpty()).map(WatchedTicket::ledger)
                .flatMap(ledger -> wanted.apply(ledger).stream()).toList();
        return new MovingPage(migration.id(), migration.pages(), moving, next, last);
    }

    private void request(Migration migration) {
        int number = migration.requested();
        pages.update(MovingPage.id(migration.id(), number), "request", page -> page.requested(migration));
        migrations.update(migration.id(), "requested/" + number, known -> known.requested(number, clock.instant()));
    }

    /** By the page: the next is looked at when nothing of this one is awaited any more. */
    private void follow(Migration migration) {
        int number = migration.requested();
        var before = before(migration);
        var now = customers.find(before.id()).orElseThrow();
        var moving = pages.page(migration.id(), number).orElseThrow().reachable().stream().map(Moving::ticketId).toList();
        if (isToCome(migration) || tickets.all(moving).stream().map(WatchedTicket::ledger)
                .anyMatch(ledger -> Moving.isAwaited(before, now, ledger, life(ledger), policies)))
            waits(migration);
        else
            migrations.update(migration.id(), "followed/" + number, known -> known.requested(number, clock.instant()));
    }

    private void waits(Migration migration) {
        var now = clock.instant();
        migrations.update(migration.id(), "waits/" + now, known -> known.waits(now));
    }

    private void await(Migration migration) {
        var now = clock.instant();
        var heard = tickets.moved(migration.cause());
        int answered = migration.isFollowing()
                ? migration.tickets()
                : heard.getOrDefault(migration.target().what(), 0) + heard.getOrDefault(What.PASSED_OVER, 0);
        migrations.update(migration.id(), "answered/" + now, known -> known.answered(answered, now));
    }
}
