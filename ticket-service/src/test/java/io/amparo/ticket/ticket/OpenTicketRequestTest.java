package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amparo.platform.web.ApiException;
import io.amparo.ticket.policy.TicketPolicy;
import io.amparo.ticket.policy.TicketPolicy.KindRule;
import io.amparo.ticket.policy.TicketPolicy.PriorityRule;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import java.util.Arrays;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opening rules come from the policy: required fields by kind, priority by the matrix. */
class OpenTicketRequestTest {
    private static final TicketPolicy OPSERVICES = policy(List.of("P1", "P2", "P3", "P2", "P3", "P4", "P3", "P4", "P4"),
            new KindRule("INCIDENT", List.of("product", "version", "effect", "impact", "urgency")),
            new KindRule("QUESTION", List.of("product", "version")), new KindRule("SERVICE_REQUEST", List.of()),
            new KindRule("CONSULTANCY", List.of()));
    /** Another vendor, whose incidents need an environment and evidence, and who offers no consultancy. */
    private static final TicketPolicy OTHER = policy(List.of("P2", "P2", "P3", "P2", "P3", "P3", "P3", "P3", "P4"),
            new KindRule("INCIDENT", List.of("product", "environment", "evidence", "notYetKnown")),
            new KindRule("QUESTION", List.of("selfHelp")));

    private static TicketPolicy policy(List<String> matrix, KindRule... kinds) {
        var rules = Arrays
                .stream(Level
                        .values())
                .flatMap(impact -> Arrays.stream(Level.values()).map(urgency -> new PriorityRule(impact.name(), urgency.name(),
                        matrix.get(impact.ordinal() * Level.values().length + urgency.ordinal()))))
                .toList();
        return new TicketPolicy("p", 1, ZoneOffset.UTC, List.of(kinds), rules, List.of(), Map.of());
    }

    private static OpenTicketRequest request(Kind kind, @Nullable String product, @Nullable String version,
            @Nullable Level impact, @Nullable Level urgency) {
        return new OpenTicketRequest(kind, "Collector stopped", "No data", product, version, null,
                impact == null ? null : Effect.DEGRADATION, impact, urgency, null, null, null, null, null, null, null, null);
    }

    private static List<String> missing(TicketPolicy policy, OpenTicketRequest request) {
        return request.errors(policy).stream().map(ApiException.FieldError::field).toList();
    }

    @Test
    @Tag("R1.2")
    @Tag("R5.2")
    void required_fields_depend_on_the_kind() {
        assertThat(missing(OPSERVICES, request(Kind.INCIDENT, null, " ", null, null))).containsExactly("product", "version",
                "effect", "impact", "urgency");
        assertThat(missing(OPSERVICES, request(Kind.INCIDENT, "opmon-9", "9.2", Level.HIGH, Level.LOW))).isEmpty();
        assertThat(missing(OPSERVICES, request(Kind.QUESTION, null, null, null, null))).containsExactly("product", "version");
        assertThat(missing(OPSERVICES, request(Kind.CONSULTANCY, null, null, null, null))).isEmpty();
    }

    @Test
    @Tag("R1.2")
    void another_policy_requires_other_fields() {
        assertThat(missing(OTHER, request(Kind.INCIDENT, "erp", null, null, null))).containsExactly("environment", "evidence");
        assertThat(missing(OTHER, request(Kind.QUESTION, null, null, null, null))).containsExactly("selfHelp");
    }

    @Test
    void a_kind_that_the_policy_does_not_have_is_refused_with_those_that_it_has() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> request(Kind.CONSULTANCY, null, null, null, null).errors(OTHER)).satisfies(refused -> {
                    assertThat(refused.errors()).singleElement().satisfies(error -> {
                        assertThat(error.field()).isEqualTo("kind");
                        assertThat(error.allowed()).containsExactly("INCIDENT", "QUESTION");
                    });
                });
    }

    @ParameterizedTest
    @CsvSource({"HIGH,HIGH,P1,P2", "HIGH,MEDIUM,P2,P2", "MEDIUM,HIGH,P2,P2", "MEDIUM,MEDIUM,P3,P3", "HIGH,LOW,P3,P3",
            "LOW,HIGH,P3,P3", "MEDIUM,LOW,P4,P3", "LOW,MEDIUM,P4,P3", "LOW,LOW,P4,P4"})
    void priority_is_by_the_matrix_of_the_policy(Level impact, Level urgency, Priority priority, Priority other) {
        assertThat(Severity.of(null, impact, urgency, OPSERVICES).priority()).isEqualTo(priority);
        assertThat(Severity.of(null, impact, urgency, OTHER).priority()).isEqualTo(other);
    }

    @Test
    @Tag("R1.3")
    void a_repeated_request_is_the_same_under_another_matrix() {
        var request = request(Kind.QUESTION, "opmon-9", "9.2", Level.HIGH, Level.HIGH);
        var first = request.content(OPSERVICES);
        var withOtherMatrix = new Ticket.Content(first.kind(), first.subject(), first.description(), first.product(),
                Severity.of(first.severity().effect(), Level.HIGH, Level.HIGH, OTHER), first.evidence(), first.selfHelp());

        assertThat(first).isNotEqualTo(withOtherMatrix);
        assertThat(first.isSameRequestAs(withOtherMatrix)).isTrue();
        assertThat(first.isSameRequestAs(request(Kind.QUESTION, "opmon-9", "9.1", Level.HIGH, Level.HIGH).content(OPSERVICES)))
                .isFalse();
        assertThat(first.isSameRequestAs(request(Kind.QUESTION, "opmon-9", "9.2", Level.LOW, Level.HIGH).content(OPSERVICES)))
                .isFalse();
    }
}
