package io.amparo.ticket;

import io.amparo.testkit.HttpStub;
import java.time.Duration;
import java.time.Instant;
import io.amparo.testkit.Persona;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Stubs of the two services that ticket-service calls synchronously. */
final class UpstreamStubs {
    /** A product after its end of life: sla-service quotes no objectives for it. */
    static final String ENDED_PRODUCT = "opmon-7";
    private static final Set<String> KINDS_WITH_OBJECTIVES = Set.of("INCIDENT", "QUESTION");
    private static final Map<String, Map<String, String>> CUSTOMERS = Map.of("acme.example",
            Map.of("id", "acme", "name", "Acme Telecom"), "borealis.example", Map.of("id", "borealis", "name", "Borealis Bank"),
            "cobalt.example", Map.of("id", "cobalt", "name", "Cobalt Foods"));

    static final HttpStub ENTITLEMENT = HttpStub.ofService("entitlement-service").respondTo("/api/v1/entitlement-decisions",
            UpstreamStubs::decide);
    static final HttpStub SLA = HttpStub.ofService("sla-service").respondTo("/api/v1/sla/quotes", UpstreamStubs::quote);

    private UpstreamStubs() {}

    private static String emailOf(String contactId) {
        return Arrays.stream(Persona.values()).filter(person -> person.id().equals(contactId)).map(Persona::email).findFirst()
                .orElse(contactId);
    }

    private static String idOf(String email) {
        return Arrays.stream(Persona.values()).filter(person -> person.email().equals(email)).map(Persona::id).findFirst()
                .orElse(email);
    }

    private static Object decide(JsonNode request) {
        var contact = request.path("contact").asString("");
        var email = request.path("email").asString(null) == null ? emailOf(contact) : request.get("email").asString();
        var customer = CUSTOMERS.get(request.path("customer").isMissingNode() || request.path("customer").isNull()
                ? email.substring(email.indexOf('@') + 1)
                : request.path("customer").asString() + ".example");
        if (customer == null || email.startsWith("erika"))
            return Map.of("decision", "DENIED", "clause", "1", "warnings", List.of(), "reasons",
                    List.of(Map.of("code", "edition-not-entitled", "clause", "1", "text", "Only PRO and PREMIUM")),
                    "alternatives",
                    List.of(Map.of("code", "knowledge-base", "text", "Knowledge base", "href", "/api/v1/articles")));
        return Map.of("decision", "GRANTED", "via", "EDITION", "clause", "1", "warnings", List.of(), "reasons", List.of(),
                "alternatives", List.of(), "customer", Objects.requireNonNull(customer), "contact",
                Map.of("id", idOf(email), "name", email.substring(0, email.indexOf('@')), "language", "pt-BR"), "slaPlan",
                "premium-24x7");
    }

    /**
     * Behaves like sla-service: no objectives for a product after its end of life or for other kinds than Professional Support
     * (R5.6), and an error for a blank product.
     */
    private static Object quote(JsonNode request) {
        var product = request.path("product").asString("none");
        if (product.isBlank()) throw new IllegalArgumentException("product: required");
        var due = Instant.parse(request.get("at").asString()).plus(Duration.ofMinutes(30));
        return Map.of("plan", request.path("plan").asString("premium-24x7"), "planVersion", 1, "calendar", "24x7", "zone",
                "America/Sao_Paulo", "tzdata", "2025b", "pauseRules",
                List.of(Map.of("status", "WAITING_CUSTOMER", "metrics", List.of("FIRST_RESPONSE"))), "objectives",
                product.equals(ENDED_PRODUCT) || !KINDS_WITH_OBJECTIVES.contains(request.get("kind").asString())
                        ? List.of()
                        : List.of(Map.of("metric", "FIRST_RESPONSE", "budget", "PT30M", "dueAt", due.toString())));
    }
}
