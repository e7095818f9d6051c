package io.amparo.e2e;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.IARA;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A ticket shows the clocks that sla-service computes, also after its contract has moved to another plan and back. */
class ContractMoveJourney {
    private static final String CONTRACT = "/customers/acme/contract";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final GatewayClient gateway = new GatewayClient(RunningSuite.get().addresses().gateway(),
            new TokenClient(RunningSuite.get().addresses().issuer()));

    @Test
    @Tag("R1.3")
    void a_ticket_and_its_clocks_agree_after_each_move_of_the_contract() {
        try (gateway) {
            var original = gateway.get(IARA, CONTRACT).text("/slaPlan");
            movePlan("premium-24x7");
            var number = gateway.post(BRUNO, "/tickets", TicketLoadGenerator.INCIDENT).expectStatus(201).text("/number");
            var opened = awaitAgreement(number, "premium-24x7", "RUNNING");

            movePlan("demo-seconds");
            awaitAgreement(number, "demo-seconds", "BREACHED");

            movePlan("premium-24x7");
            var returned = awaitAgreement(number, "premium-24x7", "RUNNING");
            for (var metric : List.of("FIRST_RESPONSE", "RESOLUTION"))
                assertThat(returned.get(metric)).isEqualTo(opened.get(metric)).startsWith("RUNNING");

            movePlan(original);
            var ticket = gateway.get(FABIO, "/tickets/" + number);
            gateway.put(FABIO, "/tickets/" + number + "/status", ticket.etag(), Map.of("status", "RESOLVED")).expectStatus(200);
        }
    }

    private void movePlan(String plan) {
        var current = gateway.get(IARA, CONTRACT);
        if (current.text("/slaPlan").equals(plan)) return;
        gateway.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan)).expectStatus(200);
    }

    /** Waits until both services show the plan and the state for all clocks, and returns the clocks that they show. */
    private Map<String, String> awaitAgreement(String number, String plan, String state) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var shown = gateway.get(BRUNO, "/tickets/" + number).body().path("sla");
            var computed = gateway.get(BRUNO, "/sla/clocks/" + number).body();
            assertThat(computed.path("plan").asString()).isEqualTo(plan);
            assertThat(clocks(computed).values()).anyMatch(clock -> clock.startsWith(state))
                    .allMatch(clock -> clock.startsWith(state) || clock.equals("CANCELLED"));
            assertThat(shown.path("plan")).isEqualTo(computed.path("plan"));
            assertThat(shown.path("planVersion")).isEqualTo(computed.path("planVersion"));
            assertThat(clocks(shown)).isEqualTo(clocks(computed));
        });
        return clocks(gateway.get(BRUNO, "/tickets/" + number).body().path("sla"));
    }

    /** Returns the last cycle of each clock. A clock that the plan does not promise is cancelled and has no due instant. */
    private static Map<String, String> clocks(JsonNode sla) {
        return sla.path("objectives").valueStream().sorted(comparing(clock -> clock.path("cycle").asInt()))
                .collect(toMap(clock -> clock.path("metric").asString(), ContractMoveJourney::clock, (_, last) -> last));
    }

    private static String clock(JsonNode clock) {
        var state = clock.path("state").asString();
        return state.equals("CANCELLED")
                ? state
                : "%s of %s, due %s".formatted(state, clock.path("budget").asString(),
                        OffsetDateTime.parse(clock.path("dueAt").asString()).toInstant());
    }
}
