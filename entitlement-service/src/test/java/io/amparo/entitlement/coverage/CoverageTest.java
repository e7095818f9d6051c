package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Kind.CONSULTANCY;
import static io.amparo.entitlement.coverage.Kind.INCIDENT;
import static io.amparo.entitlement.coverage.Kind.QUESTION;
import static io.amparo.entitlement.coverage.Kind.SERVICE_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final SupportPolicy POLICY = LoadedPolicies.opservices();
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final ProductLine OPMON = line(null);

    private static ProductLine line(@Nullable LocalDate endOfOpMon8) {
        return new ProductLine(
                List.of(new Product("opmon-8", "OpMon 8", "opmon", released("8.8", "8.10", "8.9"), endOfOpMon8, "opmon-9"),
                        new Product("opmon-9", "OpMon 9", "opmon", released("9.0", "9.1", "9.2"), null, null)));
    }

    private static List<DatedVersion> released(String... versions) {
        return Stream.of(versions)
                .map(version -> new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.of(2026, 1, 5))).toList();
    }

    private static Decision decide(@Nullable Customer customer, String email, Kind kind, String version) {
        return decide(customer, null, query(email, kind, version), OPMON, NOON);
    }

    private static Decision decide(@Nullable Customer customer, @Nullable Customer employer, EntitlementQuery query,
            ProductLine line, Instant at) {
        var contact = customer == null ? null : customer.contact(query.person()).orElse(null);
        return CoverageFacts.of(POLICY, query, customer, contact, employer, line, SAO_PAULO, at, Remaining.of(60, 0), Set.of())
                .decide(NOON);
    }

    private static Customer acmeWith(Holdings holdings) {
        var acme = DemoCustomers.acme();
        return acme.withHoldings(holdings);
    }

    private static EntitlementQuery query(String email, Kind kind, String version) {
        return query(email, kind, version.startsWith("8") ? "opmon-8" : "opmon-9", version);
    }

    private static EntitlementQuery query(String email, Kind kind, String product, String version) {
        return new EntitlementQuery(email, kind, product, version, null);
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    @Test
    @Tag("R1.1")
    void a_person_without_contract_gets_the_free_services() {
        var decision = decide(null, "davi@community.example", INCIDENT, "9.2");

        assertThat(decision.granted()).isFalse();
        assertThat(codes(decision.reasons())).containsExactly("edition-not-entitled");
        assertThat(decision.clause()).isEqualTo("1");
        assertThat(decision.alternatives()).extracting(Alternative::code).containsExactly("knowledge-base", "forum", "courses");
        assertThat(decision.alternatives()).extracting(Alternative::href).doesNotContainNull();
    }

    @Test
    @Tag("R1.1")
    void a_contact_with_an_active_contract_is_entitled_by_the_edition() {
        var decision = decide(DemoCustomers.acme(), "acme-bruno", INCIDENT, "9.2");

        assertThat(decision.granted()).isTrue();
        assertThat(decision.via()).isEqualTo("EDITION");
        assertThat(decision.slaPlan()).isEqualTo("premium-24x7");
        assertThat(decision.warnings()).isEmpty();
        assertThat(decide(DemoCustomers.borealis(), "borealis-carla", QUESTION, "9.0").granted()).isTrue();
    }

    /** The days of Borealis are in São Paulo, three hours behind UTC. */
    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource({"2026-03-01T02:59:59Z, contract-not-yet-valid", "2026-03-01T03:00:00Z, covered-by-edition",
            "2027-03-01T02:59:59Z, covered-by-edition", "2027-03-01T03:00:00Z, contract-expired"})
    void a_contract_is_valid_from_first_to_last_day_in_the_customers_zone(Instant at, String reason) {
        var decision = decide(DemoCustomers.borealis(), null, query("borealis-carla", INCIDENT, "9.2"), OPMON, at);
        assertThat(codes(decision.reasons())).containsExactly(reason);
    }

    @Test
    @Tag("R5.4")
    void an_employee_who_is_no_contact_gets_the_administrators() {
        var decision = decide(null, DemoCustomers.acme(), query("erika@acme.example", INCIDENT, "9.2"), OPMON, NOON);

        assertThat(codes(decision.reasons())).containsExactly("not-a-named-contact");
        assertThat(decision.clause()).isEqualTo("5.contact");
        assertThat(decision.alternatives().getFirst())
                .isEqualTo(Alternative.alternative("ask-administrator", "/api/v1/me", "Ana Souza", "Acme Telecom"));
    }

    @Test
    @Tag("R5.4")
    void a_stranger_with_a_customer_id_gets_no_names() {
        var strangerQuery = new EntitlementQuery("davi@community.example", INCIDENT, "opmon-9", "9.2", "acme");
        var decision = decide(DemoCustomers.acme(), null, strangerQuery, OPMON, NOON);

        assertThat(codes(decision.reasons())).containsExactly("not-a-named-contact");
        assertThat(decision.alternatives()).isEqualTo(Alternative.selfHelp(POLICY));

        var unknownCustomerQuery = new EntitlementQuery("davi@community.example", INCIDENT, "opmon-9", "9.2", "no-such-customer");
        var unknownCustomerDecision = decide(null, null, unknownCustomerQuery, OPMON, NOON);

        assertThat(unknownCustomerDecision.reasons()).isEqualTo(decision.reasons());
        assertThat(unknownCustomerDecision.alternatives()).isEqualTo(decision.alternatives());
    }

    @ParameterizedTest
    @Tag("R5.6")
    @CsvSource({"acme, acme-ana, SERVICE_REQUEST, covered-by-package, 6",
            "borealis, borealis-carla, SERVICE_REQUEST, service-request-needs-package, 6",
            "acme, acme-ana, CONSULTANCY, covered-by-hours, 7",
            "borealis, borealis-carla, CONSULTANCY, consultancy-needs-hours, 7"})
    void service_requests_need_the_package_and_consultancy_needs_hours(String customer, String email, Kind kind, String reason,
            String clause) {
        var decision = decide(customer.equals("acme") ? DemoCustomers.acme() : DemoCustomers.borealis(), email, kind, "");
        assertThat(codes(decision.reasons())).containsExactly(reason);
        assertThat(decision.clause()).isEqualTo(clause);
        assertThat(decision.slaPlan()).as("SLA plan without Professional Support clocks").isNull();
    }

    @Test
    @Tag("R6.3")
    void service_requests_are_denied_without_the_package() {
        var without = acmeWith(Holdings.NONE);

        assertThat(codes(decide(without, "acme-ana", SERVICE_REQUEST, "").reasons()))
                .containsExactly("service-request-needs-package");
    }

    @Test
    @Tag("R7.2")
    void consultancy_is_denied_without_remaining_hours() {
        var acme = DemoCustomers.acme();
        var query = new EntitlementQuery("acme-ana", CONSULTANCY, "", "", null);
        var decision = CoverageFacts.of(POLICY, query, acme, acme.contact("acme-ana").orElseThrow(), null, OPMON, SAO_PAULO, NOON,
                Remaining.NOTHING, Set.of()).decide(NOON);

        assertThat(codes(decision.reasons())).containsExactly("consultancy-needs-hours");
        assertThat(decision.alternatives()).extracting(Alternative::code).containsExactly("order-hours");
    }

    @ParameterizedTest
    @Tag("R5.1")
    @CsvSource({"9.2, covered-by-edition, ''", "9.0, covered-by-edition, ''", "9.2.7, covered-by-edition, ''",
            "8.10, covered-by-edition, newer-major-available", "8.10.1, covered-by-edition, newer-major-available",
            "8.9, version-unsupported, newer-major-available", "8.8, version-unsupported, newer-major-available",
            "8.11, version-unknown, ''", "9.77, version-unknown, ''", "7.4, version-unknown, ''", "10.0, version-unknown, ''",
            "newest, version-unknown, ''"})
    void support_needs_the_newest_minor_of_a_major_or_the_newest_major(String version, String reason, String warning) {
        var decision = decide(DemoCustomers.acme(), "acme-ana", INCIDENT, version);
        assertThat(codes(decision.reasons())).containsExactly(reason);
        assertThat(codes(decision.warnings())).isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    @Tag("R5.1")
    void an_unsupported_version_gets_its_upgrade_path() {
        assertThat(decide(DemoCustomers.acme(), "acme-ana", INCIDENT, "8.8").alternatives()).containsExactly(
                Alternative.alternative("upgrade", "/api/v1/products/opmon-8", "OpMon 8", "8.10"),
                Alternative.alternative("upgrade", "/api/v1/products/opmon-9", "OpMon 9", "9.2"));
    }

    @Test
    @Tag("R5.1")
    void an_unknown_product_is_denied() {
        var decision = decide(DemoCustomers.acme(), null, query("acme-ana", INCIDENT, "0.1"), ProductLine.UNKNOWN, NOON);
        assertThat(codes(decision.reasons())).containsExactly("product-unknown");
        assertThat(decision.clause()).isEqualTo("5.release");
        assertThat(decision.warnings()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R5.1")
    @CsvSource({"INCIDENT, opmon-8, 9.2, version-unknown", "INCIDENT, opmon-9, '', version-unknown",
            "INCIDENT, '', '', product-unknown", "SERVICE_REQUEST, '', '', covered-by-package",
            "SERVICE_REQUEST, opmon-9, '', covered-by-package", "SERVICE_REQUEST, opmon-8, 8.8, covered-by-package",
            "SERVICE_REQUEST, opmon-77, '', product-unknown", "SERVICE_REQUEST, opmon-8, 9.2, version-unknown",
            "CONSULTANCY, opmon-8, 8.8, covered-by-hours", "CONSULTANCY, opmon-9, 9.77, version-unknown"})
    void an_unknown_version_is_denied_for_every_kind(Kind kind, String product, String version, String reason) {
        var decision = decide(DemoCustomers.acme(), null, query("acme-ana", kind, product, version), OPMON, NOON);
        assertThat(codes(decision.reasons())).containsExactly(reason);
    }

    @Test
    @Tag("R5.1")
    void a_product_without_releases_supports_no_version() {
        var line = new ProductLine(List.of(new Product("opmon-10", "OpMon 10", "opmon", List.of(), null, null)));
        var query = query("acme-ana", INCIDENT, "opmon-10", "10.0");
        assertThat(codes(decide(DemoCustomers.acme(), null, query, line, NOON).reasons())).containsExactly("version-unknown");
    }

    /** The releases are of 5 January in São Paulo, three hours behind UTC; Acme is in the same zone. */
    @ParameterizedTest
    @Tag("R5.1")
    @CsvSource({"2026-01-05T02:59:59Z, version-unknown", "2026-01-05T03:00:00Z, covered-by-edition"})
    void a_release_counts_from_the_start_of_its_day_in_the_vendors_zone(Instant at, String reason) {
        var decision = decide(DemoCustomers.acme(), null, query("acme-ana", INCIDENT, "9.2"), OPMON, at);
        assertThat(codes(decision.reasons())).containsExactly(reason);
    }

    @ParameterizedTest
    @Tag("R10.2")
    @CsvSource({"2027-12-31T02:59:59Z, covered-by-edition", "2027-12-31T03:00:00Z, end-of-life"})
    void support_ends_at_the_start_of_the_end_of_life_day(Instant at, String reason) {
        var decision = decide(DemoCustomers.acme(), null, query("acme-ana", INCIDENT, "8.10"), line(LocalDate.of(2027, 12, 31)),
                at);

        assertThat(codes(decision.reasons())).containsExactly(reason);
        if (!decision.granted())
            assertThat(decision.alternatives()).extracting(Alternative::code).containsExactly("upgrade-to-successor",
                    "order-migration");
    }

    @Test
    @Tag("R10.2")
    void end_of_life_denies_service_requests_but_not_consultancy() {
        var ended = line(LocalDate.of(2026, 1, 31));
        var old = new EntitlementQuery("acme-ana", CONSULTANCY, "opmon-8", "8.10", null);
        assertThat(decide(DemoCustomers.acme(), null, old, ended, NOON).granted()).isTrue();

        var request = new EntitlementQuery("acme-ana", SERVICE_REQUEST, "opmon-8", "", null);
        assertThat(codes(decide(DemoCustomers.acme(), null, request, ended, NOON).reasons())).containsExactly("end-of-life");
    }

    @ParameterizedTest
    @Tag("R10.3")
    @CsvSource({"2026-11-20, remaining-maintenance", "2026-11-19, ''"})
    void agreed_maintenance_extends_support_through_its_last_day(LocalDate until, String warning) {
        var agreed = acmeWith(
                Holdings.NONE.withMaintenance(List.of(new Held<>("m", new RemainingMaintenance("opmon-8", until)))));

        var decision = decide(agreed, null, query("acme-ana", INCIDENT, "8.10"), line(LocalDate.of(2026, 1, 31)), NOON);

        assertThat(decision.granted()).isEqualTo(!warning.isEmpty());
        if (decision.granted())
            assertThat(codes(decision.warnings())).containsExactly("newer-major-available", warning);
        else
            assertThat(codes(decision.reasons())).containsExactly("end-of-life");
    }

    @Test
    @Tag("R8.4")
    void a_decision_keeps_the_version_of_the_policy() {
        assertThat(decide(DemoCustomers.acme(), "acme-bruno", INCIDENT, "9.2").policy()).isEqualTo("opservices/1");
        assertThat(decide(null, "davi@community.example", INCIDENT, "9.2").policy()).isEqualTo("opservices/1");
    }

    @Test
    void a_grant_is_reusable_for_an_hour_and_a_denial_never() {
        var granted = decide(DemoCustomers.acme(), "acme-bruno", INCIDENT, "9.2");
        var denied = decide(null, "davi@community.example", INCIDENT, "9.2");

        assertThat(granted.isReusableAt(NOON.plusSeconds(3_599))).isTrue();
        assertThat(granted.isReusableAt(NOON.plusSeconds(3_600))).isFalse();
        assertThat(denied.isReusableAt(NOON)).isFalse();
    }

    @Test
    void a_grant_binds_other_queries_for_ever_and_a_denial_binds_none() {
        var granted = decide(DemoCustomers.acme(), "acme-bruno", INCIDENT, "9.2");
        var denied = decide(DemoCustomers.acme(), "acme-bruno", INCIDENT, "8.8");
        var later = CoverageFacts
                .of(POLICY, granted.query(), null, null, null, OPMON, SAO_PAULO, NOON, Remaining.NOTHING, Set.of())
                .decide(NOON.plusSeconds(3_600));

        assertThat(granted.isBindingFor(denied)).isTrue();
        assertThat(granted.isBindingFor(later)).as("the same query an hour later").isFalse();
        assertThat(denied.isBindingFor(granted)).isFalse();
        assertThat(denied.isBindingFor(denied)).isFalse();
    }
}
