package io.amparo.ticket;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Topic;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.platform.security.Companies;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.Row;
import io.amparo.testkit.SecurityMatrix.Who;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ServiceTest
class TicketServiceIT {
    private static final String TICKETS = "/api/v1/tickets";

    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    SecurityMatrix matrix;
    @Autowired
    Companies companies;

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry registry) {
        registry.add("amparo.entitlement.url", Neighbours.ENTITLEMENT::url);
        registry.add("amparo.sla.url", Neighbours.SLA::url);
    }

    @BeforeAll
    void customers_are_known() {
        wire.say("acme", 1, World.acme());
        wire.say("borealis", 1, World.borealis());
        await().until(() -> companies.of(Persona.BRUNO.email()).isPresent() && companies.of(Persona.CARLA.email()).isPresent());
    }

    @AfterEach
    void neighbours_are_well() {
        Neighbours.ENTITLEMENT.refusesWith(0);
        Neighbours.SLA.refusesWith(0);
    }

    private static Map<String, Object> incident() {
        return new HashMap<>(Map.of("kind", "INCIDENT", "subject", "Collector stopped", "description", "No data since 10:00",
                "product", "opmon-9", "version",
                "9.2", "effect", "INTERRUPTION", "impact", "HIGH", "urgency", "HIGH"));
    }

    private Api.Answer opened(Persona person) {
        var answer = api.as(person).post(TICKETS, incident());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private static String path(Api.Answer ticket) {
        return TICKETS + "/" + ticket.body().get("number").asString();
    }

    @Test
    @Tag("R1.3")
    void an_opened_ticket_has_its_number_and_its_due_instants_in_the_answer_and_in_the_event() {
        var ticket = opened(Persona.BRUNO).body();

        assertThat(ticket.get("number").asString()).matches("T-\\d{4}-\\d{6}");
        assertThat(ticket.get("priority").asString()).isEqualTo("P1");
        var due = ticket.at("/sla/objectives/0/dueAt").asString();
        var event = wire.hear(TicketOpened.class, told -> told.number().equals(ticket.get("number").asString()));
        assertThat(event.sla().promises().getFirst().dueAt()).isEqualTo(Instant.parse(due));
        assertThat(event.customerId()).isEqualTo("acme");
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
        var numbers = together(50, () -> opened(Persona.BRUNO)).stream().map(answer -> answer.body().get("number").asString())
                .collect(toSet());

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
    @Tag("R1.4")
    void a_note_reaches_the_customer_by_no_channel() {
        var path = path(opened(Persona.BRUNO));
        api.as(Persona.FABIO).post(path + "/messages", Map.of("body", "secret remark", "visibility", "INTERNAL"));
        var reply = api.as(Persona.FABIO).post(path + "/messages", Map.of("body", "Please restart it", "visibility", "PUBLIC"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().get("direction").asString()).isEqualTo("TO_CUSTOMER");
        assertThat(api.as(Persona.FABIO).get(path).text()).contains("secret remark");
        assertThat(api.as(Persona.BRUNO).get(path).text()).contains("Please restart it").doesNotContain("secret remark");
        wire.hear(PublicReplySent.class, event -> path.endsWith(event.number()));
        wire.hear(InternalNoteAdded.class, event -> path.endsWith(event.number()));
        assertThat(wire.heard().toString()).doesNotContain("secret remark");
    }

    @Test
    @Tag("R1.4")
    void a_ticket_does_not_exist_for_another_company() {
        var path = path(opened(Persona.BRUNO));

        assertThat(api.as(Persona.CARLA).get(path).status()).isEqualTo(404);
        assertThat(api.as(Persona.CARLA).get(TICKETS).text()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        assertThat(api.as(Persona.ANA).get(path).status()).isEqualTo(200);
    }

    @Test
    void the_customers_answer_ends_the_waiting_and_a_repeated_one_is_one() {
        var path = path(opened(Persona.BRUNO));
        var seen = api.as(Persona.FABIO).get(path);
        var waiting = api.as(Persona.FABIO).with("If-Match", seen.etag()).put(path + "/status",
                Map.of("status", "WAITING_CUSTOMER", "reason", "logs?"));
        assertThat(waiting.status()).as(waiting.text()).isEqualTo(200);

        var bruno = api.as(Persona.BRUNO).with("Idempotency-Key", "answer-1");
        var first = bruno.post(path + "/messages", Map.of("body", "Here they are", "visibility", "PUBLIC"));
        var second = bruno.post(path + "/messages", Map.of("body", "Here they are", "visibility", "PUBLIC"));

        assertThat(second.body()).isEqualTo(first.body());
        var ticket = api.as(Persona.BRUNO).get(path).body();
        assertThat(ticket.get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(ticket.get("timeline").valueStream().filter(line -> line.path("body").asString("").equals("Here they are")))
                .hasSize(1);
        wire.hear(CustomerReplied.class, event -> path.endsWith(event.number()));
    }

    @Test
    void a_write_on_what_has_changed_is_refused_and_one_without_a_version_too() {
        var path = path(opened(Persona.BRUNO));
        var fabio = api.as(Persona.FABIO);
        var seen = fabio.get(path).etag();
        fabio.with("If-Match", seen).put(path + "/status", Map.of("status", "IN_PROGRESS"));

        assertThat(fabio.with("If-Match", seen).put(path + "/status", Map.of("status", "RESOLVED")).status()).isEqualTo(412);
        assertThat(fabio.put(path + "/status", Map.of("status", "RESOLVED")).status()).isEqualTo(428);
        assertThat(fabio.with("If-Match", fabio.get(path).etag()).put(path + "/status", Map.of("status", "REFUSED")).status())
                .isEqualTo(409);
        assertThat(fabio.with("If-None-Match", fabio.get(path).etag()).get(path).status()).isEqualTo(304);
    }

    @Test
    void without_a_quote_the_ticket_opens_and_the_engine_brings_the_definition() {
        Neighbours.SLA.refusesWith(503);
        var ticket = opened(Persona.BRUNO);
        assertThat(ticket.body().has("sla")).isFalse();

        var event = wire.hear(TicketOpened.class, told -> path(ticket).endsWith(told.number()));
        assertThat(event.sla()).isNull();
        var due = Instant.parse("2027-01-01T00:00:00Z");
        wire.say(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours",
                        "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));

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
                        "opmon-9",
                        "9.2", "GRANTED", "EDITION", List.of(), List.of(), "premium-24x7", Instant.EPOCH));

        wire.hear(TicketOpened.class, told -> told.number().equals(received.number()));
        assertThat(api.as(Persona.BRUNO).get(path(answer)).body().get("status").asString()).isEqualTo("OPEN");
    }

    @Test
    void what_is_no_event_is_set_aside_and_the_next_is_heard() {
        wire.sayRaw(Topic.CUSTOMERS, "acme", "no event".getBytes());
        wire.say("cobalt", 1, World.renamed(World.borealis(), "cobalt"));

        await().until(() -> !wire.deadLetters(Topic.CUSTOMERS, "ticket-service").isEmpty());
        await().until(() -> api.as(Persona.IARA).call("POST", "/actuator/deadletters/" + wire.topic(Topic.CUSTOMERS), "{}").body()
                .get("left").asInt() == 1);
    }

    @Test
    void a_fact_that_could_not_be_applied_counts_once_it_is_replayed() {
        var ticket = opened(Persona.BRUNO);
        var event = wire.hear(TicketOpened.class, told -> path(ticket).endsWith(told.number()));
        var due = Instant.parse("2027-01-01T00:00:00Z");
        wire.say(event.ticketId(), 2, new SlaBreached(event.ticketId(), event.number(), "acme", event.subject(), "P1", "standard",
                "RESOLUTION", 1, due, due));
        await().until(() -> !wire.deadLetters(Topic.SLA, "ticket-service").isEmpty());
        wire.say(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));
        await().until(() -> state(ticket).equals("RUNNING"));

        var replayed = api.as(Persona.IARA).call("POST", "/actuator/deadletters/" + wire.topic(Topic.SLA), "{}").body();

        assertThat(replayed.get("left").asInt()).isZero();
        assertThat(state(ticket)).isEqualTo("BREACHED");
    }

    private String state(Api.Answer ticket) {
        return api.as(Persona.BRUNO).get(path(ticket)).body().at("/sla/objectives/0/state").asString("");
    }

    @Test
    void a_list_goes_page_by_page_without_loss() {
        for (int i = 0; i < 3; i++) opened(Persona.CARLA);
        var carla = api.as(Persona.CARLA);

        var first = carla.get(TICKETS + "?limit=2").body();
        var second = carla.get(TICKETS + "?limit=2&cursor=" + first.get("next").asString()).body();

        assertThat(first.get("items")).hasSize(2);
        var numbers = Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(item -> item.get("number").asString()).toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(carla.get(TICKETS + "?limit=101").status()).isEqualTo(422);
    }

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_whom_it_must() {
        var path = path(opened(Persona.BRUNO));
        var readers = Stream.concat(Stream.of(Who.OWN_CONTACT, Who.OWN_ADMINISTRATOR), Stream.of(Who.staff()))
                .toArray(Who[]::new);
        return matrix.tests(
                Row.of("POST", TICKETS).sending(incident()).allows(Who.OTHER_COMPANY, Who.OWN_CONTACT, Who.OWN_ADMINISTRATOR),
                Row.of("GET", TICKETS)
                        .allows(Stream.concat(Stream.of(Who.OTHER_COMPANY), Stream.of(readers)).toArray(Who[]::new)),
                Row.of("GET", TICKETS + "/{number}").at(() -> path).allows(readers),
                Row.of("POST", TICKETS + "/{number}/messages").at(() -> path + "/messages")
                        .sending(Map.of("body", "text", "visibility", "PUBLIC")).allows(readers),
                Row.of("PUT", TICKETS + "/{number}/status").at(() -> path + "/status").sending(Map.of("status", "IN_PROGRESS"))
                        .allows(readers));
    }
}
