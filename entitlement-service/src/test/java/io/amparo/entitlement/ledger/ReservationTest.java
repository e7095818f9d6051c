package io.amparo.entitlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.entitlement.ledger.LotEntries.StoredEntry;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.events.entitlement.EntitlementEvent.IncidentRefunded;
import io.amparo.events.entitlement.EntitlementEvent.IncidentReserved;
import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations of tickets over the embedded store, each test with a customer of its own. */
@Tag("R5.7")
class ReservationTest {
    private static LedgerFixture ledger;

    @BeforeAll
    static void start() {
        ledger = new LedgerFixture();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    private static int sum(String customerId) {
        return ledger.entries(customerId, LotKind.VOUCHER).stream().mapToInt(LotEntry::amount).sum();
    }

    @Test
    void a_voucher_is_consumed_by_exactly_one_ticket() {
        ledger.voucher("one", "one");
        assertThat(ledger.reserveIncident("one-1", "one")).isTrue();
        assertThat(ledger.reserveIncident("one-1", "one")).isTrue();
        assertThat(ledger.reserveIncident("one-2", "one")).isFalse();
        ledger.ticketEvents.opened("one-1");
        ledger.ticketEvents.opened("one-1");

        assertThat(ledger.entries("one", LotKind.VOUCHER)).extracting(LotEntry::kind).containsExactly(EntryKind.PURCHASE,
                EntryKind.RESERVE, EntryKind.COMMIT);
        assertThat(sum("one")).isZero();
        assertThat(ledger.balances.vouchers("one", LedgerFixture.TODAY)).isZero();
        assertThat(ledger.events(IncidentReserved.class)).filteredOn(event -> event.customerId().equals("one")).hasSize(1).first()
                .satisfies(event -> assertThat(event.lotIds()).containsExactly("one"));
        assertThat(ledger.events(IncidentCommitted.class)).filteredOn(event -> event.customerId().equals("one")).hasSize(1);
    }

    @Test
    void of_two_concurrent_opens_on_one_voucher_one_succeeds() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            var customer = "two" + round;
            ledger.voucher(customer, customer);

            assertThat(LedgerFixture.concurrently(2, 2, n -> ledger.reserveIncident(customer + "/" + n, customer)))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(sum(customer)).isZero();
        }
    }

    @Test
    void a_hundred_vouchers_grant_exactly_a_hundred_of_two_hundred() throws InterruptedException {
        for (int n = 0; n < 100; n++) ledger.voucher("many-" + n, "many");

        var granted = LedgerFixture.concurrently(16, 200, n -> ledger.reserveIncident("many-" + n, "many"));

        assertThat(granted.stream().filter(each -> each)).hasSize(100);
        assertThat(sum("many")).isZero();
        assertThat(ledger.entries("many", LotKind.VOUCHER)).filteredOn(entry -> entry.kind() == EntryKind.RESERVE).hasSize(100);
    }

    @Test
    void concurrent_retries_of_one_ticket_reserve_once() throws InterruptedException {
        for (int n = 0; n < 5; n++) ledger.voucher("retry-" + n, "retry");

        assertThat(LedgerFixture.concurrently(8, 24, _ -> ledger.reserveIncident("retry-ticket", "retry"))).containsOnly(true);

        assertThat(sum("retry")).isEqualTo(4);
        assertThat(ledger.balances.vouchers("retry", LedgerFixture.TODAY)).isEqualTo(4);
    }

    @Test
    void concurrent_retries_of_one_ticket_share_the_last_voucher() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            var customer = "last" + round;
            ledger.voucher(customer, customer);

            assertThat(LedgerFixture.concurrently(4, 4, _ -> ledger.reserveIncident(customer + "-ticket", customer)))
                    .containsOnly(true);
            assertThat(sum(customer)).isZero();
        }
    }

    @Test
    void the_check_of_a_lot_completes_an_interrupted_refusal() {
        ledger.unitsLot("checked", "checked", "webinar-release", 1);
        var note = EntryNote.automatic("checked-1", ledger.clock.instant());
        var none = Consumption.none("ticket/checked-1", "checked", LotKind.UNITS, "webinar-release", "checked-1");
        ledger.consumptions.insert(none.id(), "begin", none.grow(new Request("checked-1", 2, null, false, note)));
        var lot = ledger.lots.change("checked", "x",
                current -> current.reserve(none.id(), "ticket/checked-1/1", 2, note.at(), note));
        ledger.consumptions.change(none.id(), current -> current.confirm("ticket/checked-1/1", lot, 1, note.at()));
        // The process ends after the refusal: the lot has not followed.
        ledger.consumptions.update(none.id(), "x", current -> current.fail("ticket/checked-1/1", note.at()));

        ledger.allocateLots.check("checked", lot.reservations().getFirst());

        assertThat(ledger.lot("checked").balance()).isEqualTo(1);
        assertThat(ledger.lot("checked").reservations()).isEmpty();
        assertThat(ledger.consumptions.find(none.id()).orElseThrow().state().pending()).isEmpty();
    }

    @Test
    void the_voucher_that_expires_first_is_used_first() {
        var terms = LotTerms.of("first", LotKind.VOUCHER, null, LedgerFixture.TODAY, LedgerFixture.TODAY.plusDays(3),
                LedgerFixture.ZONE);
        ledger.voucher("a-late", "first");
        ledger.changeLots.open("b-soon", terms, 1, null, null);

        ledger.reserveIncident("first-1", "first");

        assertThat(ledger.lot("b-soon").balance()).isZero();
        assertThat(ledger.lot("a-late").balance()).isEqualTo(1);
    }

    @Test
    void two_refunds_at_once_give_back_once_and_the_voucher_is_free() throws InterruptedException {
        ledger.voucher("refund", "refund");
        ledger.reserveIncident("refund-1", "refund");
        ledger.ticketEvents.opened("refund-1");

        LedgerFixture.concurrently(2, 8, _ -> {
            ledger.ticketEvents.giveBack("refund-1", RefundCode.TICKET_DECLINED, "excluded", "gisele");
            return true;
        });

        assertThat(sum("refund")).isEqualTo(1);
        assertThat(ledger.events(IncidentRefunded.class)).filteredOn(event -> event.customerId().equals("refund")).hasSize(1)
                .first().satisfies(event -> assertThat(event.committed()).isTrue());
        assertThat(ledger.reserveIncident("refund-2", "refund")).isTrue();
    }

    @Test
    void a_reservation_whose_ticket_never_appears_is_released() {
        ledger.voucher("lost", "lost");
        ledger.reserveIncident("lost-1", "lost");
        ledger.clock.advance(LedgerFixture.TIMEOUT);
        ledger.ticker.tick();

        assertThat(sum("lost")).isEqualTo(1);
        assertThat(ledger.entries("lost", LotKind.VOUCHER).getLast().note().code()).isEqualTo(RefundCode.TICKET_NOT_STORED);
        assertThat(ledger.reserveIncident("lost-1", "lost")).as("a retry of the same ticket").isTrue();
        assertThat(sum("lost")).isZero();
    }

    @Test
    void a_received_ticket_keeps_its_reservation_and_a_refused_one_gives_it_back() {
        ledger.voucher("kept", "kept");
        ledger.reserveIncident("kept-1", "kept");
        ledger.ticketEvents.received("kept-1");
        ledger.clock.advance(Duration.ofDays(3));
        ledger.ticker.tick();
        assertThat(sum("kept")).isZero();

        ledger.ticketEvents.giveBack("kept-1", RefundCode.TICKET_REFUSED, null, null);
        assertThat(sum("kept")).isEqualTo(1);
        assertThat(ledger.entries("kept", LotKind.VOUCHER).getLast().kind()).isEqualTo(EntryKind.RELEASE);
    }

    @Test
    void a_ticket_that_is_opened_after_the_timeout_still_consumes() {
        ledger.voucher("late", "late");
        ledger.reserveIncident("late-1", "late");
        ledger.clock.advance(LedgerFixture.TIMEOUT);
        ledger.ticker.tick();
        ledger.ticketEvents.opened("late-1");

        assertThat(sum("late")).isZero();
        assertThat(ledger.entries("late", LotKind.VOUCHER).getLast().kind()).isEqualTo(EntryKind.COMMIT);
    }

    @Test
    void a_ticket_without_a_reservation_consumes_nothing() {
        ledger.voucher("none", "none");
        ledger.ticketEvents.opened("none-1");
        ledger.ticketEvents.giveBack("none-1", RefundCode.TICKET_REFUSED, null, null);

        assertThat(sum("none")).isEqualTo(1);
    }

    @Test
    void a_ticket_of_another_customer_is_refused() {
        ledger.voucher("own", "own");
        ledger.voucher("foreign", "foreign");
        ledger.reserveIncident("own-1", "own");

        assertThatThrownBy(() -> ledger.reserveIncident("own-1", "foreign")).isInstanceOf(ApiException.class)
                .hasMessage("key-reused");
    }

    @Test
    void a_crash_after_the_write_of_the_lot_neither_loses_nor_doubles() {
        for (int n = 0; n < 2; n++) ledger.voucher("crash-" + n, "crash");
        var note = EntryNote.automatic("crash-1", ledger.clock.instant());
        var none = Consumption.none("ticket/crash-1", "crash", LotKind.VOUCHER, null, "crash-1");
        ledger.consumptions.insert(none.id(), "begin", none.grow(new Request("crash-1", 1, null, false, note)));
        // The process ends after the guarded write of the lot: no entry is stored, and the consumption does not know it.
        ledger.lots.update("crash-1", "x", lot -> lot.withoutNewest().reserve(none.id(), "ticket/crash-1/1", 1, note.at(), note));

        assertThat(ledger.reserveIncident("crash-1", "crash")).isTrue();

        assertThat(sum("crash")).isEqualTo(1);
        assertThat(ledger.stored(LotTerms.pool("crash", LotKind.VOUCHER, null))).extracting(StoredEntry::lotId)
                .containsExactlyInAnyOrder("crash-0", "crash-1", "crash-1");
    }

    @Test
    void an_interrupted_reservation_is_completed_by_the_ticker() {
        ledger.voucher("ticked", "ticked");
        var note = EntryNote.automatic("ticked-1", ledger.clock.instant());
        var none = Consumption.none("ticket/ticked-1", "ticked", LotKind.VOUCHER, null, "ticked-1");
        ledger.consumptions.insert(none.id(), "begin",
                none.grow(new Request("ticked-1", 1, note.at().plus(LedgerFixture.TIMEOUT), false, note)));
        ledger.lots.update("ticked", "x", lot -> lot.withoutNewest().reserve(none.id(), "ticket/ticked-1/1", 1, note.at(), note));
        ledger.clock.advance(Consumption.WORK_TIMEOUT);
        ledger.ticker.tick();
        assertThat(sum("ticked")).isZero();

        ledger.clock.advance(LedgerFixture.TIMEOUT);
        ledger.ticker.tick();
        assertThat(sum("ticked")).isEqualTo(1);
        assertThat(ledger.lot("ticked").reservations()).isEmpty();
    }

    @Test
    void a_reservation_that_no_consumption_knows_is_released_by_the_ticker() {
        ledger.voucher("stray", "stray");
        var now = ledger.clock.instant();
        ledger.lots.update("stray", "x", lot -> lot.withoutNewest().reserve("ticket/stray", "stray/1", 1,
                now.plus(AllocateLots.CHECK_AFTER), EntryNote.automatic("stray", now)));
        ledger.ticker.tick();
        assertThat(ledger.lot("stray").balance()).isZero();

        ledger.clock.advance(AllocateLots.CHECK_AFTER);
        ledger.ticker.tick();
        assertThat(ledger.lot("stray").balance()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_stalled_attempt_reserves_once_more_is_released(boolean opened) {
        var customer = "stalled-" + opened;
        ledger.voucher(customer, customer);
        ledger.reserveIncident(customer, customer);
        if (opened) ledger.ticketEvents.opened(customer);
        ledger.ticketEvents.giveBack(customer, RefundCode.TICKET_DECLINED, "X05", "fabio");
        var now = ledger.clock.instant();
        ledger.lots.change(customer, "stalled", lot -> lot.reserve("ticket/" + customer, "ticket/" + customer + "/1", 1,
                now.plus(AllocateLots.CHECK_AFTER), EntryNote.automatic(customer, now)));
        assertThat(ledger.lot(customer).balance()).isZero();

        ledger.clock.advance(AllocateLots.CHECK_AFTER);
        ledger.ticker.tick();

        assertThat(ledger.lot(customer).balance()).isEqualTo(1);
        assertThat(ledger.lot(customer).reservations()).isEmpty();
    }

    @Test
    void an_interrupted_refund_is_completed_by_the_next_operation() {
        ledger.voucher("half", "half");
        ledger.reserveIncident("half-1", "half");
        ledger.ticketEvents.opened("half-1");
        // The process ends after the decision: the lot has not followed.
        ledger.consumptions.update("ticket/half-1", "x",
                current -> current.end(RefundCode.VENDOR_BUG, null, null, ledger.clock.instant()));
        assertThat(ledger.lot("half").balance()).isZero();

        ledger.clock.advance(Consumption.WORK_TIMEOUT);
        ledger.ticker.tick();
        ledger.ticketEvents.giveBack("half-1", RefundCode.VENDOR_BUG, null, null);

        assertThat(sum("half")).isEqualTo(1);
        assertThat(ledger.consumptions.find("ticket/half-1").orElseThrow().state().pending()).isEmpty();
    }

    @Test
    @Tag("R6.3")
    void a_visit_consumes_a_unit_and_a_failed_order_of_more_than_is_left_nothing() {
        ledger.unitsLot("visits", "visited", "visita-on-site", 2);
        ledger.unitsLot("visits-2", "visited", "visita-on-site", 1);
        var three = new ReserveForTicket.Command("visit-3", "visited", "visita-on-site", 3, false);
        assertThat(ledger.reserve.handle(new ReserveForTicket.Command("visit-1", "visited", "visita-on-site", 1, false)))
                .isTrue();
        assertThat(ledger.reserve.handle(three)).isFalse();
        assertThat(ledger.balances.units("visited", "visita-on-site", LedgerFixture.TODAY)).isEqualTo(2);

        ledger.ticketEvents.giveBack("visit-1", RefundCode.CORRECTION, "not delivered", "iara");
        assertThat(ledger.reserve.handle(three)).isTrue();
        assertThat(ledger.balances.units("visited", "visita-on-site", LedgerFixture.TODAY)).isZero();
        assertThat(ledger.balances.units("visited", "webinar-release", LedgerFixture.TODAY)).isZero();
    }

    @Test
    void a_reservation_is_found_after_a_thousand_other_entries() {
        ledger.unitsLot("busy", "busy", "webinar-release", 2);
        ledger.reserve.handle(new ReserveForTicket.Command("busy-1", "busy", "webinar-release", 1, true));
        IntStream.range(0, 1_000).forEach(n -> ledger.changeLots.adjust("a" + n, "busy", 1, null, "iara", "more"));

        ledger.reserve.handle(new ReserveForTicket.Command("busy-1", "busy", "webinar-release", 1, true));
        ledger.changeLots.adjust("a0", "busy", 1, null, "iara", "more");

        assertThat(ledger.lot("busy").balance()).isEqualTo(1_001);
        assertThat(ledger.lot("busy").newest()).hasSizeLessThanOrEqualTo(1);
        assertThat(ledger.stored(LotTerms.pool("busy", LotKind.UNITS, "webinar-release")).stream().map(StoredEntry::entry)
                .mapToInt(LotEntry::amount).sum()).isEqualTo(1_001);
    }
}
