package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A breach, its withdrawal by a contract change, and the next breach, as the engine, its read model and its consumers show it.
 */
@SlaTest
class EdgeGenerationsIT {
    private static final Duration LONG_BUDGET = Duration.ofSeconds(35);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private final String customer = "customer-" + UUID.randomUUID();

    @BeforeAll
    void publishPlans() {
        new TicketFixture(api, kafka).publishCustomers();
        TicketFixture.publish(api.as(Persona.GISELE), "/plans", "generous", LONG_BUDGET.toString(), "24x7");
        TicketFixture.publish(api.as(Persona.GISELE), "/plans", "tight", "PT1S", "24x7");
        changePlan(1, "generous", Instant.EPOCH);
        var quote = Map.of("customer", customer, "kind", "INCIDENT", "priority", "P1");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(api.as(Persona.GISELE).post().uri("/api/v1/sla/quotes").body(quote).exchange()) == 200);
    }

    private void changePlan(long version, String plan, Instant at) {
        var acme = TestCustomers.acmeWithPlan(plan);
        kafka.publish(customer, version,
                new ContractChanged(customer, acme.name(), acme.edition(), acme.validFrom(), acme.validTo(), plan,
                        acme.language(), acme.zone(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        at.truncatedTo(ChronoUnit.MILLIS), "iara", "Renewed"));
    }

    @Test
    void breach_after_a_rescheduling_is_on_board_stream_report_and_clocks() {
        var opened = open();
        changePlan(2, "tight", Instant.now());
        awaitState(opened, "BREACHED");
        awaitMissed(opened, 1);

        changePlan(3, "generous", Instant.now());
        var rescheduled = kafka.receive(SlaRescheduled.class,
                it -> it.ticketId().equals(opened.ticketId()) && it.withdrawn().contains(100));
        assertThat(rescheduled.to()).isEqualTo(opened.openedAt().plus(LONG_BUDGET));
        awaitState(opened, rescheduled.state());
        awaitMissed(opened, 0);

        var second = await()
                .atMost(LONG_BUDGET.plusSeconds(30)).until(
                        () -> kafka.received(SlaBreached.class).stream()
                                .filter(it -> it.ticketId().equals(opened.ticketId())
                                        && it.dueAt().equals(opened.openedAt().plus(LONG_BUDGET)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        awaitState(opened, "BREACHED");
        awaitMissed(opened, 1);
        assertThat(second.firedAt()).isAfterOrEqualTo(second.dueAt());
        assertStreamHasBothBreaches(opened);
        assertThat(clocks(opened).path("emittedEdges").valueStream()
                .filter(edge -> edge.path("edge").asString().startsWith("RESOLUTION/1/breached"))
                .map(edge -> edge.path("edge").asString() + " " + edge.has("withdrawnAt")))
                .containsExactly("RESOLUTION/1/breached true", "RESOLUTION/1/breached/2 false");
    }

    private TicketOpened open() {
        var id = UUID.randomUUID().toString();
        var opened = new TicketOpened(id, "T-" + id.substring(0, 7), customer, "Acme", TicketFixture.BRUNO, "INCIDENT", "P1",
                "opmon-9", "9.2", "Nothing works", Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS), "EDITION", null);
        kafka.publish(id, 1, opened);
        new TicketFixture(api, kafka).awaitClocks(id);
        return opened;
    }

    /** Waits until board, clocks and a consumer of the events agree on the state. */
    private void awaitState(TicketOpened opened, String state) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(replayed(opened).state("RESOLUTION", 1)).isEqualTo(state);
            assertThat(clocks(opened).path("objectives").path(0).path("state").asString()).isEqualTo(state);
            var board = json(api.as(Persona.FABIO).get().uri("/api/v1/sla/board?customer=" + customer).exchange());
            assertThat(board.path("items").path(0).path("state").asString()).isEqualTo(state);
        });
    }

    private ReplayedClocks replayed(TicketOpened opened) {
        var clocks = new ReplayedClocks();
        kafka.received().stream().filter(event -> event.data() instanceof SlaEvent it && it.ticketId().equals(opened.ticketId()))
                .forEach(event -> clocks.apply(event.id(), (SlaEvent) event.data()));
        return clocks;
    }

    private JsonNode clocks(TicketOpened opened) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange());
    }

    /** Waits for the report, which covers what was known two seconds ago. */
    private void awaitMissed(TicketOpened opened, int expected) {
        var report = "/api/v1/sla/reports?by=customer&from=%s&to=%s".formatted(opened.openedAt().minusSeconds(60),
                opened.openedAt().plusSeconds(3600));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var items = json(api.as(Persona.GISELE).get().uri(report).exchange()).path("items").valueStream()
                    .filter(item -> item.path("customer").asString().equals(customer));
            assertThat(items.mapToInt(item -> item.path("missed").asInt()).sum()).as("missed in the report").isEqualTo(expected);
        });
    }

    private void assertStreamHasBothBreaches(TicketOpened opened) {
        var stream = text(api.as(Persona.GISELE).get().uri("/api/v1/sla/board/stream?for=PT2S")
                .header("Last-Event-ID", opened.ticketId() + "/TICKET/1/assigned").exchange());
        assertThat(stream).contains("id:" + opened.ticketId() + "/RESOLUTION/1/breached\n",
                "id:" + opened.ticketId() + "/RESOLUTION/1/breached/2\n", "\"withdrawn\":[");
    }
}
