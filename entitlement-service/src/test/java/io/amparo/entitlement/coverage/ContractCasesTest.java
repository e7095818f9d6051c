package io.amparo.entitlement.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Period;
import io.amparo.entitlement.contract.Periods;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decisions at the boundaries of contracts: the cases ent-01 and ent-04, and suspensions. */
class ContractCasesTest {
    private static final ProductLine OPMON = new ProductLine(List.of(new Product("opmon-9", "OpMon 9", "opmon",
            List.of(new DatedVersion(ReleaseVersion.parse("9.2").orElseThrow(), LocalDate.of(2020, 1, 1))), null, null)));
    private static final Instant DECEMBER = Instant.parse("2026-12-01T12:00:00Z");

    private static String decide(Customer customer, Instant at) {
        var contact = customer.contacts().getFirst();
        var query = new EntitlementQuery(contact.id(), Kind.INCIDENT, "opmon-9", "9.2", null);
        var decision = CoverageFacts.of(LoadedPolicies.opservices(), query, customer, contact, null, OPMON,
                ZoneId.of("America/Sao_Paulo"), at, Remaining.NOTHING, Set.of()).decide(at);
        return decision.granted() ? "GRANTED" : "DENIED " + decision.reasons().getFirst().code();
    }

    private static JsonNode readCase(String name) throws IOException {
        return JsonMapper.shared().readTree(new ClassPathResource("cases/" + name + ".json").getContentAsString(UTF_8));
    }

    /** The demonstration customer, as it was stored with another zone. */
    private static Customer borealisIn(String zone) {
        var borealis = DemoCustomers.borealis();
        return new Customer(borealis.id(), borealis.name(), borealis.language(), zone, borealis.domains(),
                borealis.contactQuota(), borealis.periods(), borealis.contacts(), borealis.holdings(), borealis.serves(),
                borealis.invitations(), null);
    }

    @TestFactory
    @Tag("R1.1")
    Stream<DynamicTest> ent_01_the_last_day_counts_to_its_end_in_the_customers_zone() throws IOException {
        return readCase("ent-01-last-day-of-the-contract").path("decisions").valueStream()
                .map(decision -> DynamicTest.dynamicTest(decision.path("at").asString(),
                        () -> assertThat(
                                decide(DemoCustomers.borealis(), OffsetDateTime.parse(decision.path("at").asString()).toInstant())
                                        .replace("contract-not-yet-valid", "not-yet"))
                                .isEqualTo(decision.path("expect").asString())));
    }

    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource({"2026-02-28T10:59:59Z, DENIED contract-not-yet-valid", "2026-02-28T11:00:00Z, GRANTED",
            "2027-02-28T10:59:59Z, GRANTED", "2027-02-28T11:00:00Z, DENIED contract-expired"})
    void ent_01_the_same_in_auckland(Instant at, String expected) {
        assertThat(decide(borealisIn("Pacific/Auckland"), at)).isEqualTo(expected);
    }

    private static Customer renewed(String from, String to, Instant now) {
        var periods = new Periods(List.of(period("2026", "2026-01-01", "2026-12-31"))).with(period("2027", from, to));
        return borealisIn("America/Sao_Paulo").change(customer -> customer.withPeriods(periods), "iara", "Renewed", now).state();
    }

    private static Period period(String id, String from, String to) {
        return new Period(id, "PRO", "standard", LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    @Tag("R1.1")
    void ent_04_a_renewal_does_not_end_todays_cover() {
        var renewed = renewed("2027-01-01", "2027-12-31", DECEMBER);

        assertThat(decide(renewed, DECEMBER)).isEqualTo("GRANTED");
        assertThat(decide(renewed, Instant.parse("2027-01-01T02:59:59Z"))).isEqualTo("GRANTED");
        assertThat(decide(renewed, Instant.parse("2027-01-01T03:00:00Z"))).isEqualTo("GRANTED");
        assertThat(renewed.register(DECEMBER).events()).singleElement().isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.validTo()).as("of today's period").isEqualTo(LocalDate.of(2026, 12, 31)));
    }

    @Test
    @Tag("R1.1")
    void ent_04_a_late_renewal_covers_no_day_of_the_gap() {
        var late = renewed("2027-02-01", "2027-12-31", Instant.parse("2027-02-10T12:00:00Z"));

        assertThat(decide(late, Instant.parse("2027-01-15T12:00:00Z"))).isEqualTo("DENIED contract-expired");
        assertThat(decide(late, Instant.parse("2027-02-01T02:59:59Z"))).isEqualTo("DENIED contract-expired");
        assertThat(decide(late, Instant.parse("2027-02-05T12:00:00Z"))).isEqualTo("GRANTED");
    }

    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource({"2026-03-09T02:59:59Z, GRANTED", "2026-03-09T03:00:00Z, DENIED contract-suspended",
            "2026-03-12T02:59:59Z, DENIED contract-suspended", "2026-03-12T03:00:00Z, GRANTED",
            "2026-12-01T12:00:00Z, DENIED contract-suspended"})
    void a_suspended_day_is_denied(Instant at, String expected) {
        var suspended = new Period("2026", "PRO", "standard", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31),
                List.of(new Suspension(LocalDate.of(2026, 3, 9), LocalDate.of(2026, 3, 11), "unpaid"),
                        new Suspension(LocalDate.of(2026, 11, 30), null, "unpaid")),
                List.of());
        var customer = borealisIn("America/Sao_Paulo").withPeriods(new Periods(List.of(suspended)));

        assertThat(decide(customer, at)).isEqualTo(expected);
    }

    @Test
    @Tag("R1.1")
    void a_customer_without_any_period_has_no_edition() {
        assertThat(decide(borealisIn("UTC").withPeriods(Periods.NONE), DECEMBER)).isEqualTo("DENIED edition-not-entitled");
    }
}
