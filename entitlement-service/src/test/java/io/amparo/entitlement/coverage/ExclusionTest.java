package io.amparo.entitlement.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("R8.3")
class ExclusionTest {
    private static final SupportPolicy POLICY = LoadedPolicies.opservices();
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = new ProductLine(List.of(new Product("opmon-9", "OpMon 9", "opmon",
            List.of(new DatedVersion(ReleaseVersion.parse("9.2").orElseThrow(), LocalDate.of(2026, 1, 5))), null, null)));

    private static Decision decide(Customer customer, String exclusion, Instant at) {
        var query = new EntitlementQuery("acme-bruno", Kind.INCIDENT, "opmon-9", "9.2", null, exclusion);
        return CoverageFacts.of(POLICY, query, customer, customer.contact("acme-bruno").orElseThrow(), null, OPMON, SAO_PAULO, at,
                Remaining.NOTHING, Set.of()).decide(at);
    }

    private static Customer acmeWaiving(String code) {
        var acme = DemoCustomers.acme();
        var period = acme.periods().withId("acme-2026").orElseThrow();
        var waiver = new Waiver(code, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 20));
        return acme.withPeriods(acme.periods().with(period.withWaivers(List.of(waiver))));
    }

    static Stream<String> exclusions() {
        return POLICY.exclusions().stream().map(SupportPolicy.Exclusion::code);
    }

    @ParameterizedTest
    @MethodSource("exclusions")
    @Tag("R8.1")
    void an_exclusion_is_denied_with_its_clause_unless_it_is_waived(String code) {
        var denied = decide(DemoCustomers.acme(), code, NOON);
        assertThat(denied.granted()).isFalse();
        assertThat(denied.reasons()).extracting(Reason::code).containsExactly("excluded");
        assertThat(denied.clause()).isEqualTo(POLICY.exclusion(code).orElseThrow().clause());
        assertThat(denied.alternatives()).isNotEmpty();

        var granted = decide(acmeWaiving(code), code, NOON);
        assertThat(granted.granted()).isTrue();
        assertThat(granted.via()).isEqualTo("WAIVER");
        assertThat(granted.slaPlan()).isEqualTo("premium-24x7");
    }

    @Test
    void a_waiver_entitles_to_its_exclusion_only() {
        assertThat(decide(acmeWaiving("X05"), "X06", NOON).granted()).isFalse();
    }

    /** The days of Acme are in São Paulo, three hours behind UTC. */
    @ParameterizedTest
    @CsvSource({"2026-11-01T02:59:59Z, false", "2026-11-01T03:00:00Z, true", "2026-11-21T02:59:59Z, true",
            "2026-11-21T03:00:00Z, false"})
    void a_waiver_is_valid_from_first_to_last_day_in_the_customers_zone(Instant at, boolean granted) {
        assertThat(decide(acmeWaiving("X05"), "X05", at).granted()).isEqualTo(granted);
    }
}
