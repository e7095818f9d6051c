package io.amparo.sla.migration;

import io.amparo.platform.store.Change;
import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.Policies;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Moves migrations on, each by a page at a time. Any number may run at once, and stop between any two lines: a page that was made is taken
 * as it is, a page that was asked for is not asked for again, and a ticket that hears a wish twice heeds it once.
 */
final class MigrationTicker {
    private static final int PAGE = 500;
    private static final int AT_ONCE = 20;

    private final Migrations migrations;
    private final MovingPages pages;
    private final WatchedTickets tickets;
    private final Customers customers;
    private final Policies policies;
    private final Clock clock;

    MigrationTicker(Migrations migrations, MovingPages pages, WatchedTickets tickets, Customers customers, Policies policies,
            Clock clock) {
        this.migrations = migrations;
        this.pages = pages;
        this.tickets = tickets;
        this.customers = customers;
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
                if (migration.requested() < migration.pages())
                    request(migration);
                else
                    await(migration);
            }
            case PREVIEWED, APPLIED -> { /* another was quicker */ }
        }
    }

    private void preview(Migration migration) {
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
        var found = tickets.open(target.what() == What.PLAN ? target.id() : null, migration.cursor(), PAGE);
        return page(migration, found, ledger -> target.of(ledger, policies),
                found.isEmpty() ? migration.cursor() : found.getLast().ledger().ticketId(), found.size() < PAGE);
    }

    /** Those that the other migration has moved, and that still count by what it moved them to. */
    private MovingPage back(Migration migration, String undone) {
        int number = migration.pages();
        var before = pages.page(undone, number).map(MovingPage::tickets).orElse(List.of()).stream()
                .collect(Collectors.toMap(Moving::ticketId, moving -> moving));
        var what = migration.target().what();
        Function<Ledger, Optional<Redate>> back = ledger -> {
            var moving = before.get(ledger.ticketId());
            // Nobody knows by what it was dated.
            if (moving.from().isEmpty()) return Optional.empty();
            boolean stays = ledger.facts().stream()
                    .anyMatch(fact -> fact.what() == what && fact.cause().equals(Redate.cause(undone)))
                    && Redate.inForce(ledger, what, migration.target().id()).equals(moving.to());
            return stays ? Optional.of(new Redate(what, moving.to(), moving.from())) : Optional.empty();
        };
        return page(migration, tickets.all(List.copyOf(before.keySet())), back, "", pages.page(undone, number + 1).isEmpty());
    }

    private MovingPage page(Migration migration, List<WatchedTicket> found, Function<Ledger, Optional<Redate>> wanted,
            String next,
            boolean last) {
        Map<String, Optional<Customer>> known = new HashMap<>();
        var now = clock.instant();
        // One that the engine has told nothing of yet gives no answer; it has just been opened, or has no clock.
        var moving = found.stream().filter(ticket -> !ticket.told().isEmpty()).map(WatchedTicket::ledger)
                .flatMap(ledger -> wanted.apply(ledger).map(redate -> Moving.of(redate, ledger,
                        known.computeIfAbsent(ledger.customerId(), customers::find).orElse(null), policies, now)).stream())
                .toList();
        return new MovingPage(migration.id(), migration.pages(), moving, next, last);
    }

    private void request(Migration migration) {
        int number = migration.requested();
        pages.update(MovingPage.id(migration.id(), number), "request", page -> page.requested(migration));
        migrations.update(migration.id(), "requested/" + number, known -> known.requested(number, clock.instant()));
    }

    private void await(Migration migration) {
        var now = clock.instant();
        int answered = tickets.moved(Redate.cause(migration.id())).values().stream().mapToInt(Integer::intValue).sum();
        migrations.update(migration.id(), "answered/" + now, known -> known.answered(answered, now));
    }
}
