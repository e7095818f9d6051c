package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.PauseRule;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Opening a ticket, with and without entitlement-service and sla-service. */
@TicketServiceTest
class OpenTicketIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    @AfterEach
    void reset_stubs() {
        UpstreamStubs.ENTITLEMENT.failWith(0);
        UpstreamStubs.SLA.failWith(0);
        assertThat(UpstreamStubs.ENTITLEMENT.violations()).isEmpty();
        assertThat(UpstreamStubs.SLA.violations()).isEmpty();
    }

    @Test
    @Tag("R1.3")
    void response_and_event_contain_number_and_due_instants() {
        var ticket = fixture.openTicket(Persona.BRUNO);

        assertThat(ticket.get("number").asString()).matches("T-\\d{4}-\\d{6}");
        assertThat(ticket.get("priority").asString()).isEqualTo("P1");
        var due = ticket.at("/sla/objectives/0/dueAt").asString();
        var event = kafka.receive(TicketOpened.class, each -> each.number().equals(ticket.get("number").asString()));
        assertThat(event.sla().promises().getFirst().dueAt()).isEqualTo(Instant.parse(due));
        assertThat(event.customerId()).isEqualTo("acme");
    }

    @Test
    @Tag("R10.2")
    void the_quote_is_for_the_product_of_the_ticket_if_it_has_one() {
        var endedProduct = incident();
        endedProduct.put("product", UpstreamStubs.ENDED_PRODUCT);

        assertThat(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(endedProduct).exchange()).at("/sla/objectives").size())
                .isZero();

        var question = Map.of("kind", "QUESTION", "subject", "How to", "description", "Export", "product", "opmon-9", "version",
                "9.2");
        assertThat(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(question).exchange()).at("/sla/objectives").size())
                .isEqualTo(1);
    }

    @Test
    @Tag("R5.6")
    void a_service_request_says_that_no_clock_runs() {
        var request = Map.of("kind", "SERVICE_REQUEST", "subject", "A training", "description", "For the new team");

        var opened = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange().expectStatus().isCreated());

        var read = json(api.as(Persona.BRUNO).get().uri(path(opened)).exchange().expectStatus().isOk());
        for (var ticket : List.of(opened, read)) {
            assertThat(ticket.has("sla")).isFalse();
            assertThat(ticket.at("/noClocks/code").asString()).isEqualTo("KIND_WITHOUT_CLOCKS");
            assertThat(ticket.at("/noClocks/text").asString()).startsWith("No SLA clock runs");
        }
    }

    @Test
    @Tag("R5.6")
    void an_incident_without_targets_says_that_no_clock_runs() {
        var request = incident();
        request.put("product", UpstreamStubs.ENDED_PRODUCT);

        var opened = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange().expectStatus().isCreated());

        assertThat(opened.at("/noClocks/code").asString()).isEqualTo("NO_TARGETS");
        assertThat(opened.at("/sla/plan").asString()).isEqualTo("premium-24x7");
        assertThat(opened.at("/sla/objectives").size()).isZero();
    }

    @Test
    @Tag("R1.3")
    void pause_rules_are_the_same_in_answer_reading_and_event() {
        var opened = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated());

        var rule = opened.at("/sla/pauseRules/0");
        assertThat(rule.path("text").asString())
                .isEqualTo("First response: paused while we wait for an answer or information from you");
        assertThat(json(api.as(Persona.BRUNO).get().uri(path(opened)).exchange()).at("/sla/pauseRules"))
                .isEqualTo(opened.at("/sla/pauseRules"));
        var number = opened.get("number").asString();
        assertThat(kafka.receive(TicketOpened.class, event -> event.number().equals(number)).sla().pauseRules())
                .containsExactly(new PauseRule("WAITING_CUSTOMER", List.of("FIRST_RESPONSE"), null));
    }

    @Test
    @Tag("R1.1")
    void a_person_without_contract_is_refused_with_reason_and_alternatives() {
        var refused = json(api.as(Persona.DAVI).post().uri(TICKETS).body(incident()).exchange().expectStatus().isForbidden());

        assertThat(refused.get("type").asString()).endsWith("/edition-not-entitled");
        assertThat(refused.at("/reasons/0/clause").asString()).isEqualTo("1");
        assertThat(refused.at("/alternatives/0/href").asString()).isEqualTo("/api/v1/articles");
    }

    @Test
    @Tag("R1.2")
    void all_missing_fields_are_reported_together() {
        var incomplete = incident();
        incomplete.remove("product");
        incomplete.remove("effect");

        var refused = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incomplete).exchange().expectStatus().isEqualTo(422));

        assertThat(refused.get("errors").valueStream().map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("product", "effect");
    }

    @Test
    void an_unknown_field_and_an_invalid_value_are_reported_in_the_callers_language() {
        var unknown = incident();
        unknown.put("prioridade", "P1");
        var wrong = incident();
        wrong.put("impact", "HUGE");

        api.as(Persona.BRUNO).post().uri(TICKETS).header("Accept-Language", "pt-BR").body(unknown).exchange().expectStatus()
                .isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("prioridade").jsonPath("$.errors[0].message")
                .isEqualTo("não é um campo conhecido");
        api.as(Persona.BRUNO).post().uri(TICKETS).body(wrong).exchange().expectBody().jsonPath("$.errors[0].field")
                .isEqualTo("impact");
    }

    @Test
    @Tag("R1.3")
    void a_repeated_key_returns_the_same_ticket_and_other_content_is_refused() throws Exception {
        var bruno = api.as(Persona.BRUNO).mutate().defaultHeader("Idempotency-Key", UUID.randomUUID().toString()).build();
        var body = incident();

        var numbers = callConcurrently(8, () -> json(bruno.post().uri(TICKETS).body(body).exchange())).stream()
                .map(ticket -> ticket.get("number").asString()).collect(toSet());

        assertThat(numbers).hasSize(1);

        var another = incident();
        another.put("subject", "Something else");
        var reused = json(bruno.post().uri(TICKETS).body(another).exchange().expectStatus().isEqualTo(422));

        assertThat(reused.get("code").asString()).isEqualTo("key-reused");
        for (var contact : List.of(Persona.BRUNO, Persona.ANA)) {
            var onBehalf = incident();
            onBehalf.put("contact", contact.email());
            api.as(Persona.FABIO).post().uri(TICKETS).header("Idempotency-Key", "on-behalf").body(onBehalf).exchange()
                    .expectStatus().isEqualTo(contact == Persona.BRUNO ? 201 : 422);
        }
        // The customer is the key of both events, so a second event of the ticket would arrive before this one.
        var last = fixture.openTicket(Persona.BRUNO).get("number").asString();
        kafka.receive(TicketOpened.class, event -> event.number().equals(last));
        assertThat(kafka.received(TicketOpened.class).stream().filter(event -> numbers.contains(event.number()))).hasSize(1);
    }

    @Test
    void a_ticket_on_behalf_shows_who_opened_it() {
        var onBehalf = incident();
        onBehalf.put("contact", Persona.BRUNO.email());
        var opened = json(api.as(Persona.FABIO).post().uri(TICKETS).body(onBehalf).exchange().expectStatus().isCreated());

        var ticket = json(api.as(Persona.BRUNO).get().uri(TicketFixture.path(opened)).exchange());
        assertThat(ticket.at("/openedBy/id").asString()).isEqualTo(Persona.FABIO.id());
        assertThat(ticket.at("/contact/id").asString()).isEqualTo(Persona.BRUNO.id());
        assertThat(fixture.openTicket(Persona.BRUNO).has("openedBy")).isFalse();
    }

    @Test
    @Tag("R1.3")
    void tickets_opened_concurrently_get_distinct_numbers() throws Exception {
        var numbers = callConcurrently(50, () -> fixture.openTicket(Persona.BRUNO)).stream()
                .map(ticket -> ticket.get("number").asString()).collect(toSet());

        assertThat(numbers).hasSize(50);
        await().until(() -> kafka.received(TicketOpened.class).stream().map(TicketOpened::number).collect(toSet())
                .containsAll(numbers));
    }

    private static <T> List<T> callConcurrently(int calls, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> each : threads.invokeAll(IntStream.range(0, calls).mapToObj(_ -> call).toList()))
                results.add(each.get());
            return results;
        }
    }

    @Test
    void without_a_quote_the_ticket_opens_and_sla_assigned_adds_the_definition() {
        UpstreamStubs.SLA.failWith(503);
        var ticket = fixture.openTicket(Persona.BRUNO);

        assertThat(ticket.has("sla")).isFalse();

        var event = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        assertThat(event.sla()).isNull();

        var due = Instant.parse("2027-01-01T00:00:00Z");
        kafka.publish(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));

        await().untilAsserted(() -> assertThat(
                json(api.as(Persona.BRUNO).get().uri(path(ticket)).exchange()).at("/sla/objectives/0/dueAt").asString(""))
                .isEqualTo(due.toString()));
    }

    @Test
    void without_a_decision_the_ticket_is_received_and_opened_by_the_event() {
        UpstreamStubs.ENTITLEMENT.failWith(503);
        var response = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isAccepted());

        assertThat(response.get("status").asString()).isEqualTo("RECEIVED");

        var received = kafka.receive(TicketReceived.class, each -> path(response).endsWith(each.number()));
        kafka.publish(received.ticketId(), 1,
                new EntitlementDecided(received.ticketId(), received.ticketId(), "acme", Persona.BRUNO.id(), "INCIDENT",
                        "opmon-9", "9.2", "GRANTED", "EDITION", List.of(), List.of(), "premium-24x7", Instant.EPOCH));

        kafka.receive(TicketOpened.class, each -> each.number().equals(received.number()));
        api.as(Persona.BRUNO).get().uri(path(response)).exchange().expectBody().jsonPath("$.status").isEqualTo("OPEN");
    }
}
