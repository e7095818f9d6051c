package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.FieldLimits;
import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** R5.5: each subordinate problem is an incident of its own. */
@TicketServiceTest
@Tag("R5.5")
class SplitIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private ResponseSpec split(String path, String subject, List<String> messages, String key) {
        return api.as(Persona.FABIO).post().uri(path + "/splits").header("Idempotency-Key", key)
                .body(Map.of("subject", subject, "messages", messages)).exchange();
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private static List<String> links(JsonNode ticket, String type) {
        return ticket.path("links").valueStream().filter(link -> link.get("type").asString().equals(type))
                .map(link -> link.get("number").asString()).toList();
    }

    @Test
    void chosen_messages_go_along_and_both_tickets_have_a_link() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        var disk = fixture.post(Persona.BRUNO, path, "The disk is full as well", "PUBLIC").get("id").asString();
        var note = fixture.post(Persona.FABIO, path, "Looks like a second problem", "INTERNAL").get("id").asString();
        fixture.post(Persona.BRUNO, path, "About the collector", "PUBLIC");

        var created = json(split(path, "Disk is full", List.of(disk, note), "k1").expectStatus().isCreated());

        assertThat(created.get("number")).isNotEqualTo(opened.get("number"));
        assertThat(created.get("kind").asString()).isEqualTo("INCIDENT");
        assertThat(created.get("description").asString()).isEqualTo("The disk is full as well");
        assertThat(created.at("/sla/objectives").size()).isPositive();
        assertThat(links(created, "SPLIT_FROM")).containsExactly(opened.get("number").asString());
        assertThat(links(read(Persona.BRUNO, path), "SPLIT_TO")).containsExactly(created.get("number").asString());
        var ofCustomer = text(api.as(Persona.BRUNO).get().uri(path(created)).exchange());
        assertThat(ofCustomer).contains("The disk is full as well").doesNotContain("second problem", "About the collector");
        assertThat(read(Persona.FABIO, path(created)).get("timeline").toString()).contains("second problem");
        var event = kafka.receive(TicketSplit.class, each -> path.endsWith(each.number()));
        assertThat(event.messageIds()).containsExactly(disk, note);
        assertThat(event.splitNumber()).isEqualTo(created.get("number").asString());
    }

    @Test
    void a_description_has_the_beginning_of_a_long_message_that_goes_along_whole() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var text = "The disk is full. ".repeat(1_500);
        var message = fixture.post(Persona.BRUNO, path, text, "PUBLIC").get("id").asString();

        var created = json(split(path, "Disk is full", List.of(message), "long").expectStatus().isCreated());

        assertThat(created.get("description").asString()).hasSize(FieldLimits.DESCRIPTION).endsWith(" […]");
        assertThat(read(Persona.BRUNO, path(created) + "/messages/" + message).get("body").asString()).isEqualTo(text);
    }

    @Test
    void n_problems_are_exactly_n_incidents_also_if_each_call_is_repeated_at_once() throws Exception {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        var message = fixture.post(Persona.BRUNO, path, "Three problems", "PUBLIC").get("id").asString();
        var numbers = new ArrayList<String>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 12)
                    .mapToObj(i -> executor.submit(
                            () -> json(split(path, "Problem " + i % 3, List.of(message), "n" + i % 3).expectStatus().isCreated())
                                    .get("number").asString()))
                    .toList();
            for (var call : calls) numbers.add(call.get());
        }

        assertThat(numbers.stream().distinct()).hasSize(3);
        assertThat(links(read(Persona.BRUNO, path), "SPLIT_TO"))
                .containsExactlyInAnyOrderElementsOf(numbers.stream().distinct().toList());
        for (var number : numbers) {
            kafka.receive(TicketOpened.class, event -> event.number().equals(number));
            assertThat(kafka.received().stream().map(Event::data).filter(TicketOpened.class::isInstance)
                    .map(TicketOpened.class::cast).filter(event -> event.number().equals(number))).hasSize(1);
        }
    }

    @Test
    void another_split_under_a_used_key_is_refused() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var message = fixture.post(Persona.BRUNO, path, "Two problems", "PUBLIC").get("id").asString();
        var created = json(split(path, "Disk is full", List.of(message), "used").expectStatus().isCreated());

        assertThat(json(split(path, "Something else", List.of(message), "used").expectStatus().isEqualTo(422)).get("code")
                .asString()).isEqualTo("key-reused");
        assertThat(created.get("updatedAt").asString()).isGreaterThanOrEqualTo(created.get("openedAt").asString());
    }

    /** The process dies after the new ticket is stored, and before the original has the link. */
    @Test
    void a_retry_after_a_crash_links_the_original() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        var created = json(split(path, "Disk is full", List.of(), "crash").expectStatus().isCreated());
        var ticketId = fixture.ticketId(path);
        fixture.collection("tickets").updateOne(eq("_id", ticketId),
                combine(set("state.handling.links", List.of()), set("inbox", List.of()), inc("version", 1L)));
        fixture.collection("messages").deleteMany(regex("_id", ticketId + "/split/.*"));

        var repeated = json(split(path, "Disk is full", List.of(), "crash").expectStatus().isCreated());

        assertThat(repeated.get("number")).isEqualTo(created.get("number"));
        assertThat(links(read(Persona.BRUNO, path), "SPLIT_TO")).containsExactly(created.get("number").asString());
    }

    @Test
    void what_cannot_be_split_is_refused_with_the_reason() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        assertThat(json(split(path, "Other", List.of("no-message"), "u1").expectStatus().isEqualTo(422)).at("/errors/0/field")
                .asString()).isEqualTo("messages");
        var other = path(fixture.openTicket(Persona.BRUNO));
        var foreign = fixture.post(Persona.BRUNO, other, "Of another ticket", "PUBLIC").get("id").asString();
        split(path, "Other", List.of(foreign), "u2").expectStatus().isEqualTo(422);
        api.as(Persona.FABIO).put().uri(path + "/kind").header("If-Match", "\"1\"")
                .body(Map.of("kind", "QUESTION", "reason", "No interruption")).exchange().expectStatus().isOk();
        assertThat(json(split(path, "Other", List.of(), "u3").expectStatus().isEqualTo(409)).get("code").asString())
                .isEqualTo("not-an-incident");
        assertThat(fixture.collection("tickets").countDocuments(new Document("state.subject", "Other"))).isZero();
    }
}
