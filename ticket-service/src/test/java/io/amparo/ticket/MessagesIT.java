package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.path;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Messages as documents of their own: positions, retries, crashes between the writes, limits. */
@TicketServiceTest
class MessagesIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    private static String number(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private ResponseSpec post(Persona person, String key, String path, String body) {
        return api.as(person).post().uri(path + "/messages").header("Idempotency-Key", key)
                .body(Map.of("body", body, "visibility", "PUBLIC")).exchange();
    }

    /** Follows the cursors to the end. */
    private List<JsonNode> pages(Persona person, String path, int limit) {
        var items = new ArrayList<JsonNode>();
        for (String cursor = ""; cursor != null;) {
            var page = json(
                    api.as(person).get().uri(path + "/messages?limit=" + limit + cursor).exchange().expectStatus().isOk());
            page.get("items").forEach(items::add);
            cursor = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
        }
        return items;
    }

    private static List<String> bodies(Iterable<JsonNode> entries) {
        var bodies = new ArrayList<String>();
        entries.forEach(entry -> bodies.add(entry.path("body").asString("")));
        return bodies;
    }

    @Test
    @Tag("R1.4")
    void a_ticket_shows_the_newest_50_and_pages_return_all_without_notes() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (int i = 1; i <= 60; i++) {
            fixture.post(Persona.BRUNO, path, "question " + i, "PUBLIC");
            if (i % 3 == 0) fixture.post(Persona.FABIO, path, "secret " + i, "INTERNAL");
        }

        var ticket = json(api.as(Persona.BRUNO).get().uri(path).exchange());
        assertThat(bodies(ticket.get("timeline")))
                .isEqualTo(IntStream.rangeClosed(11, 60).mapToObj(i -> "question " + i).toList());
        var rest = json(api.as(Persona.BRUNO).get()
                .uri(path + "/messages?limit=100&cursor=" + ticket.get("timelineNext").asString()).exchange());
        assertThat(bodies(rest.get("items"))).hasSize(10).first().isEqualTo("question 10");
        assertThat(rest.has("next")).isFalse();

        assertThat(bodies(pages(Persona.BRUNO, path, 7)))
                .isEqualTo(IntStream.rangeClosed(1, 60).mapToObj(i -> "question " + (61 - i)).toList());
        assertThat(pages(Persona.FABIO, path, 30)).hasSize(80);
        api.as(Persona.CARLA).get().uri(path + "/messages").exchange().expectStatus().isNotFound();
        api.as(Persona.BRUNO).get().uri(path + "/messages?cursor=eA").exchange().expectStatus().isEqualTo(422);
    }

    @Test
    @Tag("R1.4")
    void a_note_is_not_found_by_its_id_by_the_customer() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var note = fixture.post(Persona.FABIO, path, "secret", "INTERNAL").get("id").asString();

        api.as(Persona.BRUNO).get().uri(path + "/messages/" + note).exchange().expectStatus().isNotFound();
        assertThat(text(api.as(Persona.FABIO).get().uri(path + "/messages/" + note).exchange())).contains("secret");
    }

    @Test
    void a_retry_after_more_than_64_changes_finds_its_first_message() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var first = json(post(Persona.BRUNO, "early", path, "first"));
        for (int i = 0; i < 70; i++) fixture.post(Persona.BRUNO, path, "later " + i, "PUBLIC");

        assertThat(json(post(Persona.BRUNO, "early", path, "first").expectStatus().isCreated())).isEqualTo(first);
        assertThat(bodies(pages(Persona.BRUNO, path, 100)).stream().filter("first"::equals)).hasSize(1);
    }

    @Test
    void a_second_text_under_the_same_key_is_refused() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        post(Persona.BRUNO, "one", path, "first").expectStatus().isCreated();

        assertThat(json(post(Persona.BRUNO, "one", path, "second").expectStatus().isEqualTo(422)).get("code").asString())
                .isEqualTo("key-reused");
        assertThat(bodies(pages(Persona.BRUNO, path, 100))).containsExactly("first");

        post(Persona.FABIO, "two", path, "text").expectStatus().isCreated();
        assertThat(json(api.as(Persona.FABIO).post().uri(path + "/messages").header("Idempotency-Key", "two")
                .body(Map.of("body", "text", "visibility", "INTERNAL")).exchange().expectStatus().isEqualTo(422))
                .at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
        post(Persona.BRUNO, "one", path(fixture.openTicket(Persona.BRUNO)), "second").expectStatus().isCreated();
    }

    @Test
    void messages_posted_concurrently_get_distinct_positions_without_gaps() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                int n = i;
                threads.submit(() -> post(n % 2 == 0 ? Persona.BRUNO : Persona.FABIO, "key-" + n, path, "body " + n));
            }
        }

        var posted = pages(Persona.FABIO, path, 3);
        // A post that has lost the race five times is 409 and has no message.
        assertThat(bodies(posted)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
        var places = fixture.collection("messages").find(eq("ticketId", fixture.ticketId(path)))
                .map(found -> found.getString("positionKey")).into(new ArrayList<>());
        assertThat(places.stream().filter(place -> place != null).sorted().toList()).isEqualTo(
                IntStream.rangeClosed(1, posted.size()).mapToObj(at -> "%s/%07d".formatted(fixture.ticketId(path), at)).toList());
    }

    @Test
    void concurrent_posts_with_one_key_are_one_message_and_one_event() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var ids = ConcurrentHashMap.<String>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++)
                threads.submit(() -> ids.add(json(post(Persona.BRUNO, "same", path, "once")).get("id").asString()));
        }
        var last = fixture.post(Persona.BRUNO, path, "last", "PUBLIC").get("id").asString();

        assertThat(ids).hasSize(1);
        assertThat(bodies(pages(Persona.BRUNO, path, 100))).containsExactly("last", "once");
        kafka.receive(CustomerReplied.class, event -> event.messageId().equals(last));
        assertThat(kafka.received(CustomerReplied.class).stream().filter(event -> ids.contains(event.messageId()))).hasSize(1);
    }

    @Test
    void a_crash_after_the_ticket_write_is_repaired_by_readers_and_writers() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (boolean byReader : new boolean[]{true, false}) {
            var body = "read by reader " + byReader;
            var message = fixture.post(Persona.BRUNO, path, body, "PUBLIC").get("id").asString();
            var id = regex("_id", message + "$");
            fixture.collection("messages").updateOne(id,
                    combine(unset("positionKey"), unset("publicPositionKey"), unset("position"), unset("at")));

            if (!byReader) fixture.post(Persona.BRUNO, path, "after", "PUBLIC");

            assertThat(bodies(json(api.as(Persona.BRUNO).get().uri(path).exchange()).get("timeline"))).contains(body);
        }
    }

    @Test
    void a_long_message_is_listed_by_its_beginning_and_read_whole_by_its_id() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var body = "語".repeat(49_000);

        var posted = fixture.post(Persona.FABIO, path, body, "PUBLIC");

        assertThat(posted.get("body").asString()).isEqualTo(body);
        var listed = json(api.as(Persona.BRUNO).get().uri(path).exchange()).get("timeline").get(0);
        assertThat(listed.get("body").asString()).hasSize(5_333);
        assertThat(json(api.as(Persona.BRUNO).get().uri(listed.get("wholeBody").asString()).exchange()).get("body").asString())
                .isEqualTo(body);
        var event = kafka.receive(PublicReplySent.class, each -> path.endsWith(each.number()));
        assertThat(event.body()).hasSize(5_333);
        assertThat(event.wholeBody()).isEqualTo(listed.get("wholeBody").asString());
    }

    @Test
    void the_10001st_message_is_refused() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        setMessages(path, 9_999);
        post(Persona.FABIO, "10000th", path, "the last").expectStatus().isCreated();

        var refused = json(post(Persona.FABIO, "10001st", path, "one more").expectStatus().isEqualTo(409));

        assertThat(refused.get("code").asString()).isEqualTo("ticket-full");
        post(Persona.FABIO, "10000th", path, "the last").expectStatus().isCreated();
        assertThat(bodies(pages(Persona.BRUNO, path, 100))).containsExactly("the last");
        assertThat(fixture.collection("messages").find(eq("body", "one more")).first()).isNull();
        assertThat(pages(Persona.BRUNO, path, 100).stream().map(entry -> entry.get("id").asString()).collect(toSet())).hasSize(1);
    }

    @Test
    void a_customer_who_fills_a_ticket_leaves_room_for_the_vendor() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        setMessages(path, 8_999);
        post(Persona.BRUNO, "9000th", path, "question").expectStatus().isCreated();

        assertThat(json(post(Persona.BRUNO, "9001st", path, "one more").expectStatus().isEqualTo(409)).get("code").asString())
                .isEqualTo("ticket-full");

        fixture.post(Persona.FABIO, path, "note", "INTERNAL");
        fixture.post(Persona.FABIO, path, "answer", "PUBLIC");
        assertThat(bodies(pages(Persona.FABIO, path, 100))).containsExactly("answer", "note", "question");
    }

    private void setMessages(String path, int messages) {
        fixture.collection("tickets").updateOne(eq("state.number", number(path)),
                combine(set("state.messages", messages), inc("version", 1L)));
    }
}
