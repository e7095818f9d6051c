package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Kind.CONSULTANCY;
import static io.amparo.entitlement.coverage.Kind.INCIDENT;
import static io.amparo.entitlement.coverage.Kind.QUESTION;
import static io.amparo.entitlement.coverage.Kind.SERVICE_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.PolicyReference;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.SeverityLevel;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same decisions by the policy of another vendor, whose PRO and PREMIUM are Team and Enterprise. */
class OtherVendorTest {
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final SupportPolicy POLICY = LoadedPolicies.northwind();

    private static CoverageFacts facts(@Nullable Customer customer, String person, Kind kind) {
        var contact = customer == null ? null : customer.contact(person).orElse(null);
        return CoverageFacts.of(POLICY, new EntitlementQuery(person, kind, "", "", null), customer, contact, null,
                ProductLine.UNKNOWN, ZoneId.of(POLICY.vendor().zone()), NOON, Remaining.of(0, 1), Set.of());
    }

    private static Decision decide(@Nullable Customer customer, String person, Kind kind) {
        return facts(customer, person, kind).decide(NOON);
    }

    private static Customer acmeWithPackage(String code) {
        var acme = DemoCustomers.acme();
        var booked = new AdvisorPackage(code, 2, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31));
        return acme.withHoldings(Holdings.NONE.withPackages(List.of(new Held<>("booked", booked))));
    }

    private static List<String> codes(Decision decision) {
        return decision.reasons().stream().map(Reason::code).toList();
    }

    @Test
    @Tag("R1.1")
    void a_person_without_contract_gets_the_names_of_the_editions_with_tickets() {
        var decision = decide(null, "davi@community.example", INCIDENT);

        assertThat(decision.clause()).isEqualTo("A.1");
        assertThat(decision.reasons().getFirst().details()).containsExactly(PolicyReference.allOf(POLICY.editions()));
        assertThat(decision.alternatives()).as("a service that the suite does not have").isEmpty();
        assertThat(decision.policy()).isEqualTo("northwind/3");
    }

    @Test
    @Tag("R1.2")
    void an_incident_needs_no_version_where_the_policy_requires_none() {
        var decision = decide(DemoCustomers.borealis(), "borealis-carla", INCIDENT);

        assertThat(codes(decision)).containsExactly("covered-by-voucher");
        assertThat(decision.clause()).isEqualTo("A.3");
        assertThat(decision.reasons().getFirst().details().getFirst()).isEqualTo(PolicyReference.edition("PRO"));
    }

    @Test
    @Tag("R5.7")
    void an_edition_without_included_incidents_needs_a_paid_one() {
        var denied = facts(DemoCustomers.borealis(), "borealis-carla", INCIDENT).with(Remaining.NOTHING).decide(NOON);

        assertThat(codes(denied)).containsExactly("incident-needs-voucher");
        assertThat(codes(decide(DemoCustomers.acme(), "acme-ana", INCIDENT))).as("any number")
                .containsExactly("covered-by-edition");
    }

    @Test
    @Tag("R5.7")
    void a_grant_whose_paid_incident_was_given_back_is_not_repeated() {
        var borealis = facts(DemoCustomers.borealis(), "borealis-carla", INCIDENT);
        var granted = borealis.decide(NOON);

        assertThat(granted.isBindingFor(borealis.decide(NOON))).isTrue();
        assertThat(granted.isBindingFor(borealis.with(Remaining.NOTHING).decide(NOON))).isFalse();
    }

    @Test
    @Tag("R6.3")
    void each_package_with_the_effect_entitles_to_service_requests() {
        assertThat(codes(decide(acmeWithPackage("night-watch"), "acme-ana", SERVICE_REQUEST)))
                .containsExactly("covered-by-package");
        assertThat(codes(decide(acmeWithPackage("extra-hands"), "acme-ana", SERVICE_REQUEST)))
                .containsExactly("covered-by-package");
        assertThat(codes(decide(DemoCustomers.acme(), "acme-ana", SERVICE_REQUEST)))
                .containsExactly("service-request-needs-package");

        var team = decide(DemoCustomers.borealis(), "borealis-carla", SERVICE_REQUEST);
        assertThat(team.alternatives()).containsExactly(Alternative.order("move-to-edition",
                PolicyReference.anyOf(List.of(POLICY.requireEdition("edition", "PREMIUM")))));
    }

    @Test
    @Tag("R5.6")
    void a_kind_that_the_policy_does_not_have_is_denied() {
        assertThat(codes(decide(DemoCustomers.acme(), "acme-ana", CONSULTANCY))).containsExactly("edition-not-entitled");
        assertThat(decide(DemoCustomers.acme(), "acme-ana", CONSULTANCY).alternatives()).isEmpty();
    }

    @Test
    @Tag("R0")
    void the_first_edition_has_questions_and_no_included_incident() {
        var starter = POLICY.requireEdition("edition", "STARTER");

        assertThat(starter.includedIncidents()).isZero();
        assertThat(POLICY.includes("STARTER", QUESTION.name())).isTrue();
        assertThat(POLICY.includes("STARTER", INCIDENT.name())).isFalse();
        assertThat(POLICY.priority(SeverityLevel.HIGH, SeverityLevel.HIGH)).isEqualTo(Priority.P2);
    }

    @Test
    @Tag("R0")
    void a_service_is_available_by_its_edition() {
        var operations = POLICY.service("operations").orElseThrow();
        var repair = POLICY.service("fault-repair").orElseThrow();

        assertThat(facts(DemoCustomers.borealis(), "borealis-carla", INCIDENT).decideForAnyProduct(repair, NOON).granted())
                .isTrue();
        assertThat(facts(DemoCustomers.borealis(), "borealis-carla", SERVICE_REQUEST).decideForAnyProduct(operations, NOON)
                .granted()).isFalse();
    }
}
