package io.amparo.e2e;

import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.GISELE;
import static io.amparo.clients.People.HEITOR;
import static io.amparo.clients.People.IARA;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.JsonResponse;
import io.amparo.clients.TokenClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What people do to a ticket changes its clocks, as {@code GET /sla/clocks/{ticket}} shows them. The plan has incidents only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketClocksJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String NAME = "clocks";
    private static final String PRODUCT = "clocks-1";
    private static final Map<String, Object> RELEASE = Map.of("version", "1.0", "releasedOn", "2026-01-01");

    private final GatewayClient gateway = new GatewayClient(RunningSuite.get().addresses().gateway(),
            new TokenClient(RunningSuite.get().addresses().issuer()));

    @BeforeAll
    void publishPlanProductAndCustomer() {
        gateway.post(GISELE, "/sla/plans",
                Map.of("id", NAME, "name", "Clocks", "objectives", objectives(), "qualifiedBugPriority", "P1")).expectStatus(201);
        gateway.post(HEITOR, "/products", Map.of("id", PRODUCT, "name", "Clocks 1", "line", NAME, "releases", List.of(RELEASE)))
                .expectStatus(201);
        var csv = """
                type,customer,name,language,zone,contactQuota,edition,slaPlan,validFrom,validTo,email
                customer,%1$s,Company %1$s,en,UTC,2,,,,,
                period,%1$s,,,,,PREMIUM,%1$s,2026-01-01,2030-12-31,
                contact,%1$s,Person,,,,,,,,person@%1$s.example
                """.formatted(NAME);
        // The plan reaches entitlement-service by its event.
        await().atMost(TIMEOUT).until(() -> {
            var id = gateway.upload(IARA, "/customers/imports", "text/csv", csv).expectStatus(202).text("/id");
            await().atMost(TIMEOUT).until(() -> gateway.get(IARA, "/customers/imports/" + id).text("/state").equals("DONE"));
            return gateway.get(IARA, "/customers/" + NAME).status() == 200;
        });
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private static List<Map<String, Object>> objectives() {
        var objectives = new ArrayList<Map<String, Object>>();
        for (var priority : List.of("P1", "P2", "P3", "P4"))
            for (var budget : Map.of("RESOLUTION", priority.equals("P1") ? "PT4H" : "PT24H", "FIX_DELIVERED", "PT100H")
                    .entrySet())
                objectives.add(Map.of("kind", "INCIDENT", "priority", priority, "metric", budget.getKey(), "budget",
                        budget.getValue(), "calendar", Map.of("id", "24x7"), "pauseStatuses", List.of("WAITING_CUSTOMER")));
        return objectives;
    }

    /** Opens a ticket that is not P1. Its services know the customer and the product after their events. */
    private String open() {
        var ticket = new HashMap<>(TicketLoadGenerator.INCIDENT);
        ticket.putAll(Map.of("contact", "person@clocks.example", "product", PRODUCT, "version", "1.0", "impact", "LOW"));
        var numbers = new ArrayList<String>();
        await().atMost(TIMEOUT).until(() -> {
            var opened = gateway.post(FABIO, "/tickets", ticket);
            if (opened.status() == 201) numbers.add(opened.text("/number"));
            return !numbers.isEmpty();
        });
        awaitClock(numbers.getFirst(), "RESOLUTION", 1, "RUNNING", "PT24H");
        return numbers.getFirst();
    }

    private JsonResponse put(String person, String number, String what, Map<String, ?> body) {
        var ticket = gateway.get(person, "/tickets/" + number).expectStatus(200);
        return gateway.put(person, "/tickets/" + number + "/" + what, ticket.etag(), body).expectStatus(200);
    }

    /** Waits until the last cycle of a clock has this number, state and budget. */
    private void awaitClock(String number, String metric, int cycle, String state, String budget) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(lastCycle(number, metric)).isEqualTo(List.of(cycle, state, budget)));
    }

    private List<Object> lastCycle(String number, String metric) {
        return gateway.get(FABIO, "/sla/clocks/" + number).body().path("objectives").valueStream()
                .filter(clock -> clock.path("metric").asString().equals(metric))
                .max(comparing((JsonNode clock) -> clock.path("cycle").asInt())).<List<Object>>map(clock -> List
                        .of(clock.path("cycle").asInt(), clock.path("state").asString(), clock.path("budget").asString()))
                .orElse(List.of());
    }

    @Test
    @Tag("R5.2")
    void another_kind_stops_the_clock_and_the_first_kind_starts_it() {
        var number = open();

        put(FABIO, number, "kind", Map.of("kind", "QUESTION", "reason", "Nothing is down"));
        awaitClock(number, "RESOLUTION", 1, "CANCELLED", "PT24H");

        put(FABIO, number, "kind", Map.of("kind", "INCIDENT", "effect", "DEGRADATION", "reason", "It is slow"));
        awaitClock(number, "RESOLUTION", 2, "RUNNING", "PT24H");
    }

    @Test
    @Tag("R5.3")
    void a_qualified_bug_has_the_budget_of_its_priority_and_a_clock_until_the_release_with_the_fix() {
        var number = open();

        put(GISELE, number, "qualified-bug",
                Map.of("bug", "OPM-1", "criteria", List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE"),
                        "reason", "A leak", "fixVersion", "1.1"));
        awaitClock(number, "RESOLUTION", 1, "RUNNING", "PT4H");
        awaitClock(number, "FIX_DELIVERED", 1, "RUNNING", "PT100H");

        var product = gateway.get(HEITOR, "/products/" + PRODUCT).expectStatus(200);
        gateway.put(HEITOR, "/products/" + PRODUCT, product.etag(), Map.of("name", "Clocks 1", "line", NAME, "releases",
                List.of(RELEASE, Map.of("version", "1.1", "releasedOn", "2026-02-01")))).expectStatus(200);

        awaitClock(number, "FIX_DELIVERED", 1, "MET", "PT100H");
        assertThat(gateway.get(FABIO, "/tickets/" + number).text("/qualifiedBug/deliveredRelease")).isEqualTo("1.1");
    }

    @Test
    @Tag("R5.5")
    void n_splits_have_n_clocks_and_that_of_the_original_goes_on() {
        var number = open();
        var message = gateway
                .post(FABIO, "/tickets/" + number + "/messages", Map.of("body", "Two further problems", "visibility", "PUBLIC"))
                .expectStatus(201).text("/id");

        var all = new HashSet<>(List.of(number));
        for (int problem = 1; problem <= 2; problem++)
            all.add(gateway
                    .post(FABIO, "/tickets/" + number + "/splits",
                            Map.of("subject", "Problem " + problem, "messages", List.of(message)))
                    .expectStatus(201).text("/number"));

        assertThat(all).hasSize(3);
        for (var each : all) awaitClock(each, "RESOLUTION", 1, "RUNNING", "PT24H");
    }

    @Test
    @Tag("R8.2")
    void a_declined_ticket_has_no_running_clock() {
        var number = open();

        gateway.post(FABIO, "/tickets/" + number + "/exclusion", Map.of("code", "X12", "explanation", "A printer"))
                .expectStatus(201);

        awaitClock(number, "RESOLUTION", 1, "CANCELLED", "PT24H");
    }
}
