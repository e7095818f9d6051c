package io.amparo.entitlement.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.PolicyReference;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.Vocabulary.TicketSide;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The effect of each duty on a decision, by the state of the duty and the effect that a policy attaches to it. */
class DutyEffectTest {
    private static final SupportPolicy POLICY = LoadedPolicies.opservices();
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = new ProductLine(
            List.of(new Product("opmon-8", "OpMon 8", "opmon", released("8.9"), null, "opmon-9"),
                    new Product("opmon-9", "OpMon 9", "opmon", released("9.2"), null, null)));

    private static List<DatedVersion> released(String version) {
        return List.of(new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.of(2026, 1, 5)));
    }

    /** Returns the policy of OpServices with another effect of a duty. */
    static SupportPolicy with(String duty, DutyEffect effect) {
        var duties = POLICY.duties().stream()
                .map(each -> each.code().equals(duty)
                        ? new Duty(duty, each.party(), each.clause(), each.text(), effect, each.evidence())
                        : each)
                .toList();
        return new SupportPolicy(POLICY.id(), POLICY.version(), POLICY.vendor(), POLICY.editions(), POLICY.services(),
                POLICY.packages(), POLICY.consultancyServices(), POLICY.exclusions(), duties, POLICY.ticketKinds(),
                POLICY.priorities(), POLICY.singleIncident(), POLICY.hours(), POLICY.rules(), POLICY.clauses());
    }

    private static Decision decide(SupportPolicy policy, String version, Set<String> notMet) {
        return decide(policy, Kind.INCIDENT, version, notMet);
    }

    private static Decision decide(SupportPolicy policy, Kind kind, String version, Set<String> notMet) {
        var acme = DemoCustomers.acme();
        var product = version.startsWith("8") ? "opmon-8" : "opmon-9";
        return CoverageFacts.of(policy, new EntitlementQuery("acme-ana", kind, product, version, null), acme,
                acme.contact("acme-ana").orElseThrow(), null, OPMON, ZoneId.of("America/Sao_Paulo"), NOON, Remaining.of(60, 0),
                notMet).decide(NOON);
    }

    private static Stream<Arguments> every_duty_state_and_effect() {
        return POLICY.duties().stream().flatMap(duty -> Arrays.stream(DutyState.values())
                .flatMap(state -> Arrays.stream(DutyEffect.values()).map(effect -> Arguments.of(duty.code(), state, effect))));
    }

    @ParameterizedTest
    @MethodSource("every_duty_state_and_effect")
    void only_a_duty_of_the_customer_that_is_not_met_has_its_effect(String code, DutyState state, DutyEffect effect) {
        var duty = POLICY.duty(code).orElseThrow();
        var decision = decide(with(code, effect), "9.2", state == DutyState.NOT_MET ? Set.of(code) : Set.of());
        var found = Reason.of("duty-not-met", duty.clause(), PolicyReference.duty(code));
        boolean counts = state == DutyState.NOT_MET && duty.party() == TicketSide.CUSTOMER;

        assertThat(decision.granted()).isEqualTo(!counts || effect != DutyEffect.REFUSE);
        assertThat(decision.warnings())
                .isEqualTo(counts && (effect == DutyEffect.WARN || effect == DutyEffect.PAUSE) ? List.of(found) : List.of());
        if (!decision.granted()) assertThat(decision.reasons()).containsExactly(found);
    }

    @Test
    @Tag("R9.C7")
    void a_refusal_names_the_clause_and_who_can_meet_the_duty() {
        var decision = decide(POLICY, "9.2", Set.of("C7", "C1", "O1"));

        assertThat(decision.granted()).isFalse();
        assertThat(decision.clause()).isEqualTo("9.C7");
        assertThat(decision.alternatives()).containsExactly(
                Alternative.alternative("meet-duty", "/api/v1/customers/acme/obligations/C7", "Ana Souza", "OpServices"));
        assertThat(decision.warnings()).extracting(Reason::clause).containsExactly("9.C1");
    }

    @ParameterizedTest
    @Tag("R9.C7")
    @CsvSource({"INCIDENT, duty-not-met", "QUESTION, duty-not-met", "CONSULTANCY, covered-by-hours"})
    void a_refusal_does_not_concern_consultancy_which_may_help_to_meet_the_duty(Kind kind, String reason) {
        assertThat(decide(POLICY, kind, "9.2", Set.of("C7")).reasons()).extracting(Reason::code).containsExactly(reason);
    }

    /** The version of the ticket and the installations lead to one finding, with one clause. */
    @ParameterizedTest
    @Tag("R9.C5")
    @CsvSource({"9.2, false, WARN, ''", "9.2, true, WARN, duty-not-met", "8.9, false, WARN, newer-major-available",
            "8.9, true, WARN, newer-major-available", "8.9, true, PAUSE, newer-major-available", "8.9, true, NONE, ''",
            "8.9, false, NONE, ''", "8.9, false, REFUSE, newer-major-available", "8.9, true, REFUSE, ''"})
    void the_newest_major_is_one_rule_with_one_clause(String version, boolean isNotMet, DutyEffect effect, String warning) {
        var decision = decide(with("C5", effect), version, isNotMet ? Set.of("C5") : Set.of());

        assertThat(decision.warnings()).extracting(Reason::code).isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
        assertThat(decision.warnings()).extracting(Reason::clause).allMatch("9.C5"::equals);
        assertThat(decision.granted()).isEqualTo(!isNotMet || effect != DutyEffect.REFUSE);
    }

    /** C2 of Northwind is to upgrade, and its C5 to document changes. */
    @Test
    @Tag("R9.C5")
    void the_policy_says_which_duty_is_about_the_newest_major() {
        var northwind = LoadedPolicies.northwind();

        assertThat(decide(northwind, "8.9", Set.of("C2")).warnings()).extracting(Reason::code, Reason::clause)
                .containsExactly(tuple("newer-major-available", "A.6"));
        assertThat(decide(northwind, "9.2", Set.of("C2")).warnings()).extracting(Reason::code, Reason::clause)
                .containsExactly(tuple("duty-not-met", "A.6"));
        assertThat(decide(northwind, "9.2", Set.of("C5")).reasons()).extracting(Reason::code, Reason::clause)
                .contains(tuple("duty-not-met", "A.2"));
    }

    @Test
    void a_person_who_may_not_open_tickets_learns_nothing_about_duties() {
        var query = new EntitlementQuery("davi@community.example", Kind.INCIDENT, "opmon-9", "9.2", "acme");
        var decision = CoverageFacts.of(POLICY, query, DemoCustomers.acme(), null, null, OPMON, ZoneId.of("America/Sao_Paulo"),
                NOON, Remaining.NOTHING, Set.of("C7")).decide(NOON);

        assertThat(decision.reasons()).extracting(Reason::code).containsExactly("not-a-named-contact");
    }
}
