package io.amparo.ticket;

import static io.amparo.ticket.Desk.TICKETS;
import static io.amparo.ticket.Desk.incident;
import static io.amparo.ticket.Desk.path;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Opening a ticket, with and without entitlement-service and sla-service. */
@DeskTest
class OpenTicketIT {
    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    Desk desk;

    @BeforeAll
    void customers_are_known() {
        desk.knowsCustomers();
    }

    @AfterEach
    void neighbours_are_well() {
        Neighbours.ENTITLEMENT.refusesWith(0);
        Neighbours.SLA.refusesWith(0);
    }

    @Test
    @Tag("R1.3")
    void an_opened_ticket_has_its_number_and_its_due_instants_in_the_answer_and_in_the_event() {
        var ticket = desk.opened(Persona.BRUNO).body();

        assertThat(ticket.get("number").asString()).matches("T-\\d{4}-\\d{6}");
        assertThat(ticket.get("priority").asString()).isEqualTo("P1");
        var due = ticket.at("/sla/objectives/0/dueAt").asString();
        var event = wire.hear(TicketOpened.class, told -> told.number().equals(ticket.get("number").asString()));
        assertThat(event.sla().promises().getFirst().dueAt()).isEqualTo(Instant.parse(due));
        assertThat(event.customerId()).isEqualTo("acme");
    }

    @Test
    @Tag("R10.2")
    void the_receipt_says_what_is_promised_of_the_very_product_and_of_none_where_there_is_none() {
        var over = incident();
        over.put("product", Neighbours.OVER);
        assertThat(api.as(Persona.BRUNO).post(TICKETS, over).body().at("/sla/objectives").size()).isZero();

        var request = Map.of("kind", "SERVICE_REQUEST", "subject", "A training", "description", "For the new team");
        var asked = api.as(Persona.BRUNO).post(TICKETS, request);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        assertThat(asked.body().at("/sla/objectives").size()).isEqualTo(1);
    }

    @Test
    @Tag("R1.1")
    void a_person_of_no_contract_is_refused_with_reason_and_alternatives() {
        var refused = api.as(Persona.DAVI).post(TICKETS, incident());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().get("type").asString()).endsWith("/edition-not-entitled");
        assertThat(refused.body().at("/reasons/0/clause").asString()).isEqualTo("1");
        assertThat(refused.body().at("/alternatives/0/href").asString()).isEqualTo("/api/v1/articles");
    }

    @Test
    @Tag("R1.2")
    void missing_fields_are_named_all_at_once() {
        var incomplete = incident();
        incomplete.remove("product");
        incomplete.remove("effect");

        var refused = api.as(Persona.BRUNO).post(TICKETS, incomplete);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").valueStream().map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("product", "effect");
    }

    @Test
    void an_unknown_field_and_a_wrong_value_are_named_in_the_callers_language() {
        var unknown = incident();
        unknown.put("prioridade", "P1");
        var wrong = incident();
        wrong.put("impact", "HUGE");

        var first = api.as(Persona.BRUNO).with("Accept-Language", "pt-BR").post(TICKETS, unknown);
        assertThat(first.status()).isEqualTo(400);
        assertThat(first.body().at("/errors/0/field").asString()).isEqualTo("prioridade");
        assertThat(first.body().at("/errors/0/message").asString()).isEqualTo("não é um campo conhecido");
        assertThat(api.as(Persona.BRUNO).post(TICKETS, wrong).body().at("/errors/0/field").asString()).isEqualTo("impact");
    }

    @Test
    @Tag("R1.3")
    void a_repeated_key_gives_the_same_ticket_and_another_content_is_refused() throws Exception {
        var bruno = api.as(Persona.BRUNO).with("Idempotency-Key", UUID.randomUUID().toString());
        var body = incident();

        var numbers = together(8, () -> bruno.post(TICKETS, body)).stream().map(answer -> answer.body().get("number").asString())
                .collect(toSet());

        assertThat(numbers).hasSize(1);
        var another = incident();
        another.put("subject", "Something else");
        var reused = bruno.post(TICKETS, another);
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.body().get("code").asString()).isEqualTo("key-reused");
        assertThat(wire.heard(TicketOpened.class).stream().filter(event -> numbers.contains(event.number())))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @Tag("R1.3")
    void tickets_opened_at_once_get_numbers_of_their_own() throws Exception {
        var numbers = together(50, () -> desk.opened(Persona.BRUNO)).stream()
                .map(answer -> answer.body().get("number").asString()).collect(toSet());

        assertThat(numbers).hasSize(50);
        await().until(
                () -> wire.heard(TicketOpened.class).stream().map(TicketOpened::number).collect(toSet()).containsAll(numbers));
    }

    private static <T> List<T> together(int calls, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> each : threads.invokeAll(IntStream.range(0, calls).mapToObj(_ -> call).toList()))
                results.add(each.get());
            return results;
        }
    }

    @Test
    void without_a_quote_the_ticket_opens_and_the_engine_brings_the_definition() {
        Neighbours.SLA.refusesWith(503);
        var ticket = desk.opened(Persona.BRUNO);
        assertThat(ticket.body().has("sla")).isFalse();

        var event = wire.hear(TicketOpened.class, told -> path(ticket).endsWith(told.number()));
        assertThat(event.sla()).isNull();
        var due = Instant.parse("2027-01-01T00:00:00Z");
        wire.say(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));

        await().untilAsserted(
                () -> assertThat(api.as(Persona.BRUNO).get(path(ticket)).body().at("/sla/objectives/0/dueAt").asString(""))
                        .isEqualTo(due.toString()));
    }

    @Test
    void without_a_decision_the_ticket_is_received_and_opens_when_it_comes() {
        Neighbours.ENTITLEMENT.refusesWith(503);
        var answer = api.as(Persona.BRUNO).post(TICKETS, incident());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("status").asString()).isEqualTo("RECEIVED");

        var received = wire.hear(TicketReceived.class, told -> path(answer).endsWith(told.number()));
        wire.say(received.ticketId(), 1,
                new EntitlementDecided(received.ticketId(), received.ticketId(), "acme", Persona.BRUNO.email(), "INCIDENT",
                        "opmon-9", "9.2", "GRANTED", "EDITION", List.of(), List.of(), "premium-24x7", Instant.EPOCH));

        wire.hear(TicketOpened.class, told -> told.number().equals(received.number()));
        assertThat(api.as(Persona.BRUNO).get(path(answer)).body().get("status").asString()).isEqualTo("OPEN");
    }
}
