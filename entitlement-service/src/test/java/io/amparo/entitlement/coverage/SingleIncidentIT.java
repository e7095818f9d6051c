package io.amparo.entitlement.coverage;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A policy whose edition PRO includes no incidents: each takes a paid one. Borealis has one. */
@Tag("R5.7")
@ServiceTest({"amparo.demo=true", "POLICY_FILE=src/test/resources/policy/northwind-3.json"})
@Import(TestClockConfig.class)
class SingleIncidentIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SettableClock clock;
    private IncidentFixture incidents;

    @BeforeEach
    void createFixture() {
        incidents = new IncidentFixture(api, kafka);
    }

    private int left() {
        return (int) json(api.as(Persona.CARLA).get().uri("/api/v1/customers/borealis/vouchers").exchange()).path("items")
                .valueStream().filter(voucher -> voucher.path("balance").asInt() > 0).count();
    }

    /** Case ent-02. */
    @Test
    void of_fifty_openings_at_once_one_gets_the_paid_incident() {
        TestCatalogue.publish(kafka, api);
        var decisions = incidents.decideAtOnce(50);

        assertThat(decisions).hasSize(50);
        var granted = decisions.stream().filter(each -> each.path("decision").asString().equals("GRANTED")).toList();
        assertThat(granted).hasSize(1);
        assertThat(granted.getFirst().path("via").asString()).isEqualTo("VOUCHER");
        var others = decisions.stream().filter(each -> !granted.contains(each)).toList();
        assertThat(others).allMatch(each -> each.at("/reasons/0/code").asString().equals("incident-needs-voucher")
                && each.at("/alternatives/0/code").asString().equals("order-voucher"));
        assertThat(left()).isZero();

        var winner = winner();
        assertThat(incidents.decide(winner).path("decision").asString()).as("a retry of the winner").isEqualTo("GRANTED");
        incidents.refuse(winner);
        await().untilAsserted(() -> assertThat(left()).isEqualTo(1));

        assertThat(incidents.decide("after-refund").path("decision").asString()).isEqualTo("GRANTED");
        incidents.open("after-refund", "VOUCHER");
        assertThat(left()).isZero();
        assertThat(incidents.decide("one-too-many").path("decision").asString()).isEqualTo("DENIED");
        changeKind("after-refund", "INCIDENT", "SERVICE_REQUEST");
        await().untilAsserted(() -> assertThat(left()).as("no incident any more").isEqualTo(1));
        changeKind("after-refund", "SERVICE_REQUEST", "INCIDENT");
        changeKind("after-refund", "SERVICE_REQUEST", "INCIDENT");
        await().untilAsserted(() -> assertThat(left()).as("an incident after all").isZero());
        decline("after-refund");
        decline("after-refund");
        await().untilAsserted(() -> assertThat(left()).isEqualTo(1));
        acceptAppeal("after-refund");
        await().untilAsserted(() -> assertThat(left()).as("taken up after an appeal").isZero());
        decline("after-refund");
        await().untilAsserted(() -> assertThat(left()).isEqualTo(1));
        assertThat(incidents.decide("after-decline").path("decision").asString()).isEqualTo("GRANTED");
        var denied = incidents.decide("two-too-many");
        assertThat(denied.path("decision").asString()).as("refunded once").isEqualTo("DENIED");

        order(denied.at("/alternatives/0/href").asString());
        assertThat(incidents.decide("after-order").path("via").asString()).isEqualTo("VOUCHER");
        assertThat(incidents.decide("after-order-2").path("decision").asString()).as("one order, one incident")
                .isEqualTo("DENIED");

        incidents.open("after-decline", "VOUCHER");
        qualifyBug("after-decline");
        await().untilAsserted(() -> assertThat(left()).as("after a bug of the vendor").isEqualTo(1));
    }

    @Test
    void a_ticket_that_can_have_no_more_decisions_reserves_nothing() {
        TestCatalogue.publish(kafka, api);
        for (int n = 0; left() > 0; n++) incidents.decide("last-" + n);
        for (int n = 0; n < 100; n++) {
            clock.advance(Duration.ofMillis(1));
            decideOnCorrected(n % 2 == 0 ? "9.1" : "9.2").expectStatus().isOk();
        }
        api.as(Persona.IARA).post().uri("/api/v1/customers/borealis/vouchers").body(Map.of("reason", "Order 2")).exchange()
                .expectStatus().isCreated();

        for (int n = 0; n < 2; n++)
            decideOnCorrected("9.1").expectStatus().isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo("list-limit");
        assertThat(left()).isEqualTo(1);
    }

    private ResponseSpec decideOnCorrected(String version) {
        return api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("ticketId", "corrected", "kind", "INCIDENT", "product", "opmon-9", "version", version)).exchange();
    }

    /** Orders a single incident where the denial sends the contact; the vendor approves it. */
    private void order(String href) {
        var order = location(
                api.as(Persona.CARLA).post().uri(href).body(Map.of("kind", "VOUCHER")).exchange().expectStatus().isCreated());
        api.as(Persona.IARA).post().uri(order + "/approval").body(Map.of("approved", true)).exchange().expectStatus().isOk();
    }

    /** Returns the ticket that a repeated query grants. */
    private String winner() {
        for (int n = 0; n < 50; n++)
            if (incidents.decide("opening-" + n).path("decision").asString().equals("GRANTED")) return "opening-" + n;
        throw new AssertionError("No ticket has a grant");
    }

    private void qualifyBug(String ticketId) {
        kafka.publish(ticketId + "/bug", ticketId, 2, new BugQualified(ticketId, "T-2026-000002", "borealis", "OPM-1",
                List.of("reproducible"), "fabio", "It is a bug", null, Instant.now()));
    }

    private void acceptAppeal(String ticketId) {
        kafka.publish(ticketId + "/appeal/" + UUID.randomUUID(), ticketId, 3, new AppealDecided(ticketId, "T-2026-000002",
                "borealis", IncidentFixture.CARLA, "s", true, "gisele", "It is ours", Instant.now()));
    }

    private void changeKind(String ticketId, String from, String to) {
        kafka.publish(ticketId + "/kind/" + UUID.randomUUID(), ticketId, 4,
                new KindChanged(ticketId, "T-2026-000002", "borealis", from, to, "fabio", "It is one", Instant.now()));
    }

    private void decline(String ticketId) {
        kafka.publish(ticketId + "/declined/" + UUID.randomUUID(), ticketId, 2, new TicketDeclined(ticketId, "T-2026-000002",
                "borealis", IncidentFixture.CARLA, "s", "X05", "8", "An operating system", "fabio", Instant.now()));
    }
}
