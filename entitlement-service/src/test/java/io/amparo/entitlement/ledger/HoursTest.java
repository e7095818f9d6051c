package io.amparo.entitlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.events.entitlement.EntitlementEvent.HoursBooked;
import io.amparo.events.entitlement.EntitlementEvent.UnitsBooked;
import io.amparo.events.entitlement.EntitlementEvent.LotWarned;
import io.amparo.platform.web.ApiException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates, bookings and overage of hours over the embedded store, each test with a customer of its own. */
@Tag("R7.2")
class HoursTest {
    private static final String TICKET = "T-2026-000001";
    private static LedgerFixture ledger;

    @BeforeAll
    static void start() {
        ledger = new LedgerFixture();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    private static void assertConflict(String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ApiException.class).hasMessage(code);
    }

    private static int sum(String customerId) {
        return ledger.entries(customerId, LotKind.HOURS).stream().mapToInt(LotEntry::amount).sum();
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "29, 30", "30, 30", "31, 60", "90, 90"})
    void worked_minutes_are_rounded_up_to_blocks_of_30_minutes(int worked, int booked) {
        assertThat(new Rounding(30).up(worked)).isEqualTo(booked);
    }

    @Test
    void an_accepted_estimate_reserves_and_bookings_use_it_up() {
        ledger.hoursLot("e", "e", 600, LedgerFixture.LAST_DAY);
        assertConflict("estimate-exceeded", () -> ledger.book("e-0", "e", TICKET, 10));
        ledger.accept("estimate-e", "e", TICKET, 120);
        ledger.accept("estimate-e", "e", TICKET, 120);
        assertThat(sum("e")).isEqualTo(480);

        assertThat(ledger.book("e-1", "e", TICKET, 50)).isEqualTo(60);
        assertThat(ledger.book("e-1", "e", TICKET, 50)).isEqualTo(60);
        assertThat(ledger.book("e-2", "e", TICKET, 60)).isEqualTo(60);
        assertConflict("estimate-exceeded", () -> ledger.book("e-3", "e", TICKET, 1));

        assertThat(sum("e")).isEqualTo(480);
        assertThat(ledger.lot("e").reserved()).isZero();
        assertThat(ledger.events(HoursBooked.class)).filteredOn(event -> event.customerId().equals("e")).hasSize(2)
                .extracting(HoursBooked::workedMinutes).containsExactlyInAnyOrder(50, 60);
    }

    @Test
    void a_closed_ticket_gives_back_what_its_estimate_has_left() {
        ledger.hoursLot("closed", "closed", 600, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-closed", "closed", TICKET, 120);
        ledger.book("closed-1", "closed", TICKET, 30);
        assertThat(ledger.lot("closed").reserved()).isEqualTo(90);

        ledger.ticketEvents.closed("closed", TICKET);
        ledger.ticketEvents.closed("closed", TICKET);
        ledger.ticketEvents.closed("closed", "T-2026-999999");

        assertThat(sum("closed")).isEqualTo(570);
        assertThat(ledger.lot("closed").reserved()).isZero();
        assertThat(ledger.lot("closed").reservations()).isEmpty();
        assertConflict("estimate-exceeded", () -> ledger.book("closed-2", "closed", TICKET, 30));
        ledger.accept("estimate-closed-2", "closed", TICKET, 60);
        assertThat(ledger.book("closed-2", "closed", TICKET, 60)).isEqualTo(60);
        ledger.ticketEvents.closed("closed", TICKET);
        assertThat(sum("closed")).isEqualTo(510);
    }

    @Test
    @Tag("R6.3")
    void delivered_units_come_from_the_lot_that_expires_first_once() {
        ledger.unitsLot("units-1", "units", "visita-on-site", 2);
        var units = new BookLots.Command("visit-1", "units", "visita-on-site", TICKET, 2, "two days on site", "fabio");
        ledger.book.handle(units);
        ledger.book.handle(units);

        assertThat(ledger.balances.units("units", "visita-on-site", LedgerFixture.TODAY)).isZero();
        assertThat(ledger.entries("units", LotKind.UNITS, "visita-on-site")).extracting(LotEntry::kind)
                .containsExactly(EntryKind.PURCHASE, EntryKind.RESERVE, EntryKind.COMMIT);
        assertThat(ledger.events(UnitsBooked.class)).filteredOn(event -> event.customerId().equals("units")).singleElement()
                .satisfies(event -> assertThat(event.number()).isEqualTo(TICKET));
        assertConflict("balance-too-low", () -> ledger.book
                .handle(new BookLots.Command("visit-2", "units", "visita-on-site", null, 1, "one more", "fabio")));
    }

    @Test
    void a_booking_beyond_the_estimate_needs_an_approved_overage() {
        ledger.hoursLot("o", "o", 60, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-o", "o", TICKET, 60);
        ledger.book("o-1", "o", TICKET, 60);
        assertConflict("estimate-exceeded", () -> ledger.book("o-2", "o", TICKET, 30));
        ledger.approveOverage("overage-o", "o", TICKET, 30);
        ledger.approveOverage("overage-o", "o", TICKET, 30);
        ledger.book("o-2", "o", TICKET, 30);

        assertThat(sum("o")).isEqualTo(-30);
        assertThat(ledger.lot("o").overage()).isEqualTo(30);
        assertThat(ledger.entries("o", LotKind.HOURS)).extracting(LotEntry::kind).containsExactly(EntryKind.PURCHASE,
                EntryKind.RESERVE, EntryKind.COMMIT, EntryKind.OVERAGE, EntryKind.RESERVE, EntryKind.COMMIT);
        assertThat(ledger.entries("o", LotKind.HOURS).get(3).note().by()).isEqualTo("iara");
        assertThat(ledger.balances.remainingMinutes("o", LedgerFixture.TODAY)).isZero();
    }

    @Test
    void an_estimate_beyond_the_balance_is_refused_and_can_be_accepted_after_a_purchase() {
        ledger.hoursLot("p1", "p", 60, LedgerFixture.LAST_DAY);
        assertConflict("balance-too-low", () -> ledger.accept("estimate-p", "p", TICKET, 90));
        assertThat(sum("p")).isEqualTo(60);
        assertConflict("balance-too-low", () -> ledger.accept("estimate-p", "p", TICKET, 90));
        assertThat(sum("p")).isEqualTo(60);

        ledger.hoursLot("p2", "p", 60, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-p", "p", TICKET, 90);
        assertThat(sum("p")).isEqualTo(30);
    }

    @Test
    void hours_come_from_the_lot_that_expires_first_and_then_from_the_next() {
        ledger.hoursLot("l-late", "l", 100, LedgerFixture.LAST_DAY);
        ledger.hoursLot("l-soon", "l", 45, LedgerFixture.TODAY.plusDays(5));
        ledger.accept("estimate-l", "l", TICKET, 90);
        assertThat(ledger.lot("l-soon").balance()).isZero();
        assertThat(ledger.lot("l-late").balance()).isEqualTo(55);

        ledger.book("l-1", "l", TICKET, 60);
        ledger.book("l-1", "l", TICKET, 60);
        assertThat(ledger.lot("l-soon").reserved()).isZero();
        assertThat(ledger.lot("l-late").reserved()).isEqualTo(30);
    }

    @Test
    void work_without_a_ticket_comes_from_the_balance() {
        ledger.hoursLot("w", "w", 60, LedgerFixture.LAST_DAY);
        ledger.book("w-1", "w", null, 45);
        ledger.book("w-1", "w", null, 45);

        assertThat(sum("w")).isZero();
        assertConflict("balance-too-low", () -> ledger.book("w-2", "w", null, 1));
        assertThat(ledger.events(HoursBooked.class)).filteredOn(event -> event.customerId().equals("w")).hasSize(1);
    }

    @Test
    void hours_that_an_interrupted_booking_has_reserved_are_released() {
        ledger.hoursLot("i", "i", 60, LedgerFixture.LAST_DAY);
        var note = EntryNote.automatic(null, ledger.clock.instant());
        var none = Consumption.none("booking/i-1", "i", LotKind.HOURS, null, null);
        ledger.allocateLots.allocate(none, new Request("i-1", 60, note.at().plus(AllocateLots.CHECK_AFTER), false, note));
        assertThat(sum("i")).isZero();
        ledger.clock.advance(AllocateLots.CHECK_AFTER);
        ledger.ticker.tick();
        assertThat(sum("i")).isEqualTo(60);

        ledger.book("i-1", "i", null, 60);
        assertThat(sum("i")).isZero();
        assertThat(ledger.lot("i").reserved()).isZero();
    }

    @Test
    void a_booking_takes_nothing_of_a_reservation_in_progress() {
        var lot = ledger.hoursLot("g", "g", 60, LedgerFixture.LAST_DAY);
        var note = EntryNote.automatic(TICKET, ledger.clock.instant());
        var growing = Consumption.none("hours/g/x", "g", LotKind.HOURS, null, TICKET)
                .grow(new Request("estimate-g", 90, null, false, note)).state().confirm("hours/g/x/1", lot, 60, note.at())
                .state();

        assertThat(growing.missing()).isEqualTo(30);
        assertConflict("estimate-exceeded", () -> growing.book("g-1", 30, note));
    }

    @Test
    void concurrent_bookings_never_exceed_the_estimate() throws InterruptedException {
        ledger.hoursLot("c", "c", 600, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-c", "c", TICKET, 120);

        var booked = LedgerFixture.concurrently(8, 12, n -> {
            try {
                return ledger.book("c-" + n, "c", TICKET, 30);
            } catch (ApiException exceeded) {
                return 0;
            }
        });

        assertThat(booked.stream().mapToInt(each -> each).sum()).isEqualTo(120);
        assertThat(ledger.lot("c").reserved()).isZero();
        assertThat(sum("c")).isEqualTo(480);
    }

    @Test
    void a_booking_is_found_after_a_thousand_other_entries() {
        ledger.hoursLot("k", "k", 600, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-k", "k", TICKET, 120);
        ledger.book("k-1", "k", TICKET, 30);
        IntStream.range(0, 1_000).forEach(n -> ledger.changeLots.adjust("k" + n, "k", 1, null, "iara", "more"));

        ledger.book("k-1", "k", TICKET, 30);

        assertThat(ledger.lot("k").reserved()).isEqualTo(90);
        assertThat(ledger.entries("k", LotKind.HOURS)).hasSize(1_003);
        assertThat(sum("k")).isEqualTo(ledger.lot("k").balance()).isEqualTo(1_480);
    }

    @Test
    void a_lot_expires_and_warns_once() {
        ledger.hoursLot("x", "x", 100, LedgerFixture.LAST_DAY);
        ledger.accept("estimate-x", "x", TICKET, 75);
        assertThat(ledger.events(LotWarned.class)).filteredOn(event -> event.lotId().equals("x")).extracting(LotWarned::percent)
                .containsExactly(25);

        try (var later = new LedgerFixture()) {
            later.hoursLot("x", "x", 100, LedgerFixture.TODAY);
            later.clock.set(LedgerFixture.TODAY.plusDays(1).atStartOfDay(LedgerFixture.ZONE).toInstant());
            later.ticker.tick();
            later.ticker.tick();
            assertThat(later.entries("x", LotKind.HOURS)).extracting(LotEntry::kind).containsExactly(EntryKind.PURCHASE,
                    EntryKind.EXPIRE);
            assertThat(later.events(LotWarned.class)).isEmpty();
        }
    }

    @Test
    void overage_without_a_usable_lot_is_refused() {
        assertConflict("no-valid-lot", () -> ledger.approveOverage("overage-n", "n", TICKET, 30));
    }
}
