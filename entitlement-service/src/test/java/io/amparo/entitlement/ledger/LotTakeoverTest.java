package io.amparo.entitlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.contract.Holdings.HoursEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hours and units inside stored customers become lots once. */
@Tag("R7.2")
class LotTakeoverTest {
    private static final Instant JANUARY = Instant.parse("2026-01-01T03:00:00Z");

    private static Customer acmeWith(HoursEntry... hours) {
        var acme = DemoCustomers.acme();
        var holdings = acme.holdings();
        return acme.withHoldings(new Holdings(holdings.packages(), holdings.installations(), holdings.maintenance(),
                List.of(hours), holdings.approvals()));
    }

    @Test
    void hours_and_units_are_taken_over_once_with_their_balance() {
        try (var ledger = new LedgerFixture()) {
            var customers = new Customers(ledger.outbox);
            customers.insert("acme", "test",
                    acmeWith(new HoursEntry("PURCHASE", 600, "order", JANUARY),
                            new HoursEntry("BOOK", -90, "work", JANUARY.plusSeconds(60)),
                            new HoursEntry("PURCHASE", 60, "more", JANUARY.plusSeconds(120))).register(JANUARY));
            var takeover = new LotTakeover(customers, ledger.lots, ledger.entries);
            takeover.handle();
            ledger.accept("e", "acme", "T-2026-000001", 30);
            takeover.handle();

            var lot = ledger.lot("hours-acme-contract");
            assertThat(lot.balance()).isEqualTo(540);
            assertThat(lot.terms().validTo()).isEqualTo("2027-12-31");
            assertThat(ledger.entries("acme", LotKind.HOURS)).extracting(LotEntry::amount).containsExactly(660, -90, -30);
            assertThat(ledger.entries("acme", LotKind.HOURS).getFirst().note().at()).isEqualTo(JANUARY);
            assertThat(ledger.balances.units("acme", "visita-on-site", LedgerFixture.TODAY)).isEqualTo(4);
        }
    }

    @Test
    void an_interrupted_takeover_is_completed_at_the_next_start() {
        try (var ledger = new LedgerFixture()) {
            var customers = new Customers(ledger.outbox);
            customers.insert("acme", "test",
                    acmeWith(new HoursEntry("PURCHASE", 600, "order", JANUARY), new HoursEntry("BOOK", -90, "work", JANUARY))
                            .register(JANUARY));
            ledger.changeLots.open("hours-acme-contract",
                    LotTerms.of("acme", LotKind.HOURS, null, LedgerFixture.TODAY, LedgerFixture.LAST_DAY, LedgerFixture.ZONE),
                    600, null, null);

            new LotTakeover(customers, ledger.lots, ledger.entries).handle();

            assertThat(ledger.lot("hours-acme-contract").balance()).isEqualTo(510);
        }
    }

    @Test
    void a_customer_without_hours_gets_no_lot_of_hours() {
        try (var ledger = new LedgerFixture()) {
            var customers = new Customers(ledger.outbox);
            customers.insert("acme", "test", acmeWith().register(JANUARY));

            new LotTakeover(customers, ledger.lots, ledger.entries).handle();

            assertThat(ledger.lots.latest("acme", LotKind.HOURS, null, 10)).isEmpty();
        }
    }
}
