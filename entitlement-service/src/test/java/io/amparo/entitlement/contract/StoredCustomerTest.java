package io.amparo.entitlement.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.customer.CustomerEvent.Waiver;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stored form of customers. */
class StoredCustomerTest {
    /** As customers were stored before a contract had periods. */
    private static final String OLD = """
            [{"id": "old", "name": "Old", "language": "en", "zone": "America/Sao_Paulo", "domains": [],
              "contract": {"edition": "PRO", "validFrom": "2026-03-01", "validTo": "2027-02-28", "slaPlan": "standard",
                           "contactQuota": 3},
              "contacts": [{"id": "c", "email": "c@old.example", "name": "C", "language": "en", "zone": "UTC",
                            "administrator": true}],
              "packages": [{"code": "visita-on-site", "units": 4, "validFrom": "2026-03-01", "validTo": "2027-02-28"},
                           {"code": "visita-on-site", "units": 4, "validFrom": "2026-03-01", "validTo": "2027-02-28"}],
              "installations": [{"productId": "opmon-8", "version": "8.9"}], "waivers": ["X14"],
              "remainingMaintenance": [{"productId": "opmon-8", "until": "2027-06-30"}], "hours": []}]""";

    @Test
    void a_customer_with_one_contract_is_read_as_one_period() {
        var old = Customers.parse(OLD).getFirst();

        assertThat(old.contactQuota()).isEqualTo(3);
        assertThat(old.periods().all()).singleElement().satisfies(period -> {
            assertThat(period.edition() + " " + period.slaPlan()).isEqualTo("PRO standard");
            assertThat(period.validFrom() + " to " + period.validTo()).isEqualTo("2026-03-01 to 2027-02-28");
            assertThat(period.waivedOn(LocalDate.of(2026, 3, 1))).containsExactly("X14");
        });
        assertThat(old.periods()).isEqualTo(Customers.parse(OLD).getFirst().periods());
        assertThat(old.holdings().packages()).extracting(Held::id).doesNotHaveDuplicates().doesNotContainNull()
                .isEqualTo(Customers.parse(OLD).getFirst().holdings().packages().stream().map(Held::id).toList());
    }

    @Test
    void a_customer_with_one_contract_is_due_at_once_and_then_at_its_boundaries() {
        var old = Customers.parse(OLD).getFirst();
        assertThat(old.unchanged().dueAt()).isEqualTo(Instant.EPOCH);

        var ticked = old.tick(Instant.parse("2026-11-20T12:00:00Z"));

        assertThat(ticked.events()).hasSize(1);
        assertThat(ticked.dueAt()).isEqualTo(Instant.parse("2027-03-01T03:00:00Z"));
    }

    @Test
    void what_is_written_is_read() {
        var period = new Period("p", "PREMIUM", "premium-24x7", LocalDate.of(2028, 1, 1), LocalDate.of(2028, 12, 31),
                List.of(new Suspension(LocalDate.of(2028, 2, 1), null, "unpaid")),
                List.of(new Waiver("X01", LocalDate.of(2028, 1, 1), LocalDate.of(2028, 6, 30))));
        var at = Instant.parse("2026-11-20T12:00:00Z");
        var deputy = new Contact("d", "d@acme.example", "D", "en", "UTC", false, "acme-ana", at, at.plusSeconds(1));
        var acme = DemoCustomers.acme();
        var customer = acme.register(at).state().nameContact(deputy, at).state().withPeriods(acme.periods().with(period))
                .withHoldings(acme.holdings().withApprovals(
                        List.of(new Held<>("a", new Approval("Plug-in", "iara", at, LocalDate.of(2027, 1, 1), "tested")))));

        assertThat(CustomerCodec.decode(CustomerCodec.encode(customer))).isEqualTo(customer);
    }
}
