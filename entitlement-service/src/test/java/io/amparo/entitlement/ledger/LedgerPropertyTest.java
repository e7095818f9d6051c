package io.amparo.entitlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Over random operations, repeats and crashes between the writes: the balance of each lot is the sum of its entries and never
 * below zero without approval, what is reserved is the sum of the open reservations, and each ticket consumes at most once.
 */
@Tag("R7.2")
class LedgerPropertyTest {
    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
    private static final List<String> TICKETS = List.of("a", "b", "c", "d");
    private static LedgerFixture ledger;

    enum Verb {
        VOUCHER, RESERVE, RESERVE_CRASH_BEFORE_LOT, RESERVE_CRASH_AFTER_LOT, OPENED, OPENED_CRASH, GIVE_BACK, GIVE_BACK_CRASH,
        RECEIVED, HOURS, ESTIMATE, BOOK, BOOK_CRASH, OVERAGE, ADJUST, TIME
    }

    /** One operation; {@code n} chooses its amount and its id, so that the same id comes more than once. */
    record Step(Verb verb, String ticket, int n) {}

    @BeforeContainer
    static void start() {
        ledger = new LedgerFixture();
    }

    @AfterContainer
    static void stop() {
        ledger.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Verb.values()), Arbitraries.of(TICKETS), Arbitraries.integers().between(1, 6))
                .as(Step::new).list().ofMinSize(5).ofMaxSize(40);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void the_balance_is_the_sum_of_the_entries(@ForAll("steps") List<Step> steps) {
        var customer = "customer-" + CUSTOMERS.incrementAndGet();
        var lots = new HashSet<String>();
        for (var step : steps) {
            try {
                run(customer, step, lots);
            } catch (ApiException refused) {
                // A refusal changes nothing.
            }
            check(lots);
        }
        recover();
        check(lots);
        checkReservations(lots);
        for (var ticket : TICKETS) checkTicket(customer, ticket);
    }

    private static void run(String customer, Step step, Set<String> lots) {
        var ticket = customer + "-" + step.ticket();
        var id = customer + "-" + step.n();
        var now = ledger.clock.instant();
        switch (step.verb()) {
            case VOUCHER -> lots.add(ledger.voucher("v-" + id, customer).id());
            case HOURS -> lots.add(ledger.hoursLot("h-" + id, customer, 100 * step.n(), LedgerFixture.LAST_DAY).id());
            case RESERVE -> ledger.reserveIncident(ticket, customer);
            case RESERVE_CRASH_BEFORE_LOT -> begin(customer, ticket);
            case RESERVE_CRASH_AFTER_LOT -> crashAfterLot(customer, ticket);
            case RECEIVED -> ledger.ticketEvents.received(ticket);
            case OPENED -> ledger.ticketEvents.opened(ticket);
            case OPENED_CRASH -> crash("ticket/" + ticket, consumption -> consumption.commit(now));
            case GIVE_BACK -> ledger.ticketEvents.giveBack(ticket, RefundCode.TICKET_DECLINED, null, "gisele");
            case GIVE_BACK_CRASH ->
                crash("ticket/" + ticket, consumption -> consumption.end(RefundCode.VENDOR_BUG, null, null, now));
            case ESTIMATE -> ledger.accept("e-" + id, customer, step.ticket(), 30 * step.n());
            case OVERAGE -> ledger.approveOverage("o-" + id, customer, step.ticket(), 30 * step.n());
            case BOOK -> ledger.book("b-" + step.ticket() + id, customer, step.ticket(), 20 * step.n());
            case BOOK_CRASH -> {
                var note = new EntryNote(step.ticket(), "fabio", null, null, 30, now);
                crash("hours/" + customer + "/" + step.ticket(),
                        consumption -> ledger.entries.contains(consumption.lotIds(), "x-" + step.ticket() + id)
                                ? consumption.withoutEvents()
                                : consumption.book("x-" + step.ticket() + id, 30, note));
            }
            case ADJUST -> lots.stream().filter(lot -> lot.startsWith("h-")).sorted().findFirst()
                    .ifPresent(lot -> ledger.changeLots.adjust("a-" + id, lot, 15 * step.n() - 60, null, "iara", "correction"));
            case TIME -> {
                ledger.clock.advance(Duration.ofMinutes(5L * step.n()));
                ledger.ticker.tick();
            }
        }
    }

    /** The consumption decides, and the process ends before the lots follow. */
    private static void crash(String id, Function<Consumption, Change<Consumption, EntitlementEvent>> decide) {
        if (ledger.consumptions.find(id).isEmpty()) return;
        // What was interrupted before is completed first, as by every operation.
        ledger.consumptions.applyPending(ledger.consumptions.find(id).orElseThrow().state());
        ledger.consumptions.update(id, "crash/" + UUID.randomUUID(), decide);
    }

    private static Consumption begin(String customer, String ticket) {
        var note = EntryNote.automatic(ticket, ledger.clock.instant());
        var none = Consumption.none("ticket/" + ticket, customer, LotKind.VOUCHER, null, ticket);
        var request = new Request(ticket, 1, note.at().plus(LedgerFixture.TIMEOUT), false, note);
        if (!ledger.consumptions.insert(none.id(), "begin", none.grow(request)))
            crash(none.id(), current -> current.withoutPending().grow(request));
        return ledger.consumptions.find(none.id()).orElseThrow().state();
    }

    /** A lot reserves, and the process ends before its entries are stored and before the consumption knows it. */
    private static void crashAfterLot(String customer, String ticket) {
        var begun = begin(customer, ticket);
        var growth = begun.growth();
        var now = ledger.clock.instant();
        if (growth == null) return;
        for (var lot : ledger.lots.available(customer, LotKind.VOUCHER, null, now, 1))
            ledger.lots.update(lot.id(), "crash/" + UUID.randomUUID(), current -> {
                ledger.entries.store(current);
                return current.withoutNewest().reserve(begun.id(), growth.operation(), 1, now.plus(AllocateLots.CHECK_AFTER),
                        growth.request().note());
            });
    }

    /** Time passes, until the ticker has completed all. */
    private static void recover() {
        for (int n = 0; n < 4; n++) {
            ledger.clock.advance(AllocateLots.CHECK_AFTER);
            ledger.ticker.tick();
        }
    }

    private static void check(Set<String> lots) {
        for (var id : lots) {
            var lot = ledger.lot(id);
            ledger.entries.complete(List.of(lot));
            var entries = entriesOf(lot);
            assertThat(entries).as("entries of %s", id).hasSize(lot.size());
            assertThat(entries.stream().mapToInt(LotEntry::amount).sum()).as("balance of %s", id).isEqualTo(lot.balance());
            assertThat(entries.stream().mapToInt(LotEntry::reserved).sum()).as("reserved of %s", id).isEqualTo(lot.reserved());
            int balance = 0;
            int overage = 0;
            for (var entry : entries) {
                balance += entry.amount();
                overage += entry.overage();
                assertThat(entry.balance()).as("balance after entry %d of %s", entry.position(), id).isEqualTo(balance)
                        .isGreaterThanOrEqualTo(-overage);
            }
        }
    }

    private static List<LotEntry> entriesOf(Lot lot) {
        return ledger.stored(lot.terms().pool()).stream().filter(stored -> stored.lotId().equals(lot.id()))
                .map(LotEntries.StoredEntry::entry).sorted(Comparator.comparing(LotEntry::position)).toList();
    }

    private static void checkReservations(Set<String> lots) {
        for (var id : lots) {
            var lot = ledger.lot(id);
            assertThat(lot.reservations().stream().mapToInt(Lot.OpenReservation::amount).sum()).isEqualTo(lot.reserved());
            for (var open : lot.reservations())
                assertThat(ledger.consumptions.find(open.consumption()).orElseThrow().state().has(id, open.operation()))
                        .as("reservation %s is known", open).isTrue();
        }
    }

    /** What the vouchers have consumed for a ticket is 1 while it is committed, else 0. */
    private static void checkTicket(String customer, String ticket) {
        var id = customer + "-" + ticket;
        var entries = ledger.entries(customer, LotKind.VOUCHER).stream().filter(entry -> id.equals(entry.note().ticket()))
                .toList();
        int consumed = count(entries, EntryKind.COMMIT) - count(entries, EntryKind.REFUND);
        var status = ledger.consumptions.find("ticket/" + id).map(found -> found.state().status());
        assertThat(consumed).as("consumption of %s", id)
                .isEqualTo(status.filter(Consumption.Status.COMMITTED::equals).isPresent() ? 1 : 0);
    }

    private static int count(List<LotEntry> entries, EntryKind kind) {
        return (int) entries.stream().filter(entry -> entry.kind() == kind).count();
    }
}
