package io.amparo.testkit;

import io.amparo.events.policy.PolicyEvent.PolicyExclusion;
import io.amparo.events.policy.PolicyEvent.PolicyField;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.events.policy.PolicyEvent.PolicyTerms;
import io.amparo.events.policy.PolicyEvent.PolicyText;
import io.amparo.events.policy.PolicyEvent.PolicyTicketKind;
import io.amparo.events.policy.PolicyEvent.PriorityRule;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Support policies as events of entitlement-service, with what other services need to open tickets. */
public final class TestPolicies {
    private static final List<String> LEVELS = List.of("HIGH", "MEDIUM", "LOW");

    private TestPolicies() {}

    /**
     * The policy of the demonstration data, with one of its exclusions. HIGH × HIGH is P1; each lower level of either lowers the
     * priority by one.
     */
    public static PolicyPublished opservices() {
        return policy("opservices",
                List.of(new PolicyExclusion("X12",
                        List.of(new PolicyText("pt-BR", "Impressoras"), new PolicyText("en", "Printers"),
                                new PolicyText("es", "Impresoras")),
                        "8.X12",
                        List.of(new PolicyTerms("pt-BR", List.of("impressora", "toner", "trocar|troca + toner")),
                                new PolicyTerms("en", List.of("printer", "toner")),
                                new PolicyTerms("es", List.of("impresora", "tóner"))))),
                List.of(kind("INCIDENT", "EDITION", "5.incident", "product", "version", "effect", "impact", "urgency"),
                        kind("QUESTION", "EDITION", "1", "product", "version"), kind("SERVICE_REQUEST", "PACKAGE", "6"),
                        kind("CONSULTANCY", "HOURS", "7")),
                List.of("P1", "P2", "P3", "P2", "P3", "P4", "P3", "P4", "P4"), Instant.EPOCH);
    }

    /**
     * Returns version 1 of a policy.
     *
     * @param matrix priorities by impact and urgency, each from HIGH to LOW
     */
    public static PolicyPublished policy(String id, List<PolicyTicketKind> kinds, List<String> matrix, Instant publishedAt) {
        return policy(id, List.of(), kinds, matrix, publishedAt);
    }

    private static PolicyPublished policy(String id, List<PolicyExclusion> exclusions, List<PolicyTicketKind> kinds,
            List<String> matrix, Instant publishedAt) {
        var priorities = IntStream.range(0, matrix.size())
                .mapToObj(n -> new PriorityRule(LEVELS.get(n / LEVELS.size()), LEVELS.get(n % LEVELS.size()), matrix.get(n)))
                .toList();
        return new PolicyPublished(id, 1, id, "America/Sao_Paulo", List.of(), List.of(), List.of(), List.of(), exclusions,
                List.of(new PolicyTerms("pt-BR", List.of("opmon"))), List.of(), kinds, priorities, List.of(), publishedAt);
    }

    /** Returns a kind with fields that the vendor defines. */
    public static PolicyTicketKind kindWith(String kind, PolicyField... fields) {
        return new PolicyTicketKind(kind, List.of(), "EDITION", "A", List.of("product"), List.of(), List.of(fields));
    }

    public static PolicyTicketKind kind(String kind, String via, String clause, String... requiredFields) {
        return new PolicyTicketKind(kind, List.of(), via, clause, List.of(requiredFields), List.of());
    }
}
