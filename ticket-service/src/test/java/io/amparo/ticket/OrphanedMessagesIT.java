package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.platform.Ids;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Messages that were inserted, but whose ticket write never came. */
@TicketServiceTest
class OrphanedMessagesIT {
    private static final Duration LONGER_THAN_A_DAY = Duration.ofHours(25);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    private MongoCollection<Document> messages() {
        return fixture.collection("messages");
    }

    /** Leaves what a process leaves that crashes before the ticket write, and returns the id of the document. */
    private String insertOrphan(String ticketId, String key, String body, Duration age) {
        var id = ticketId + "/" + messageId(ticketId, key);
        messages().insertOne(new Document("_id", id).append("ticketId", ticketId).append("by", Persona.BRUNO.id())
                .append("body", body).append("direction", "TO_VENDOR").append("rest", "").append("truncated", false)
                .append("pendingSince", Date.from(Instant.now().minus(age))));
        return id;
    }

    private static String messageId(String ticketId, String key) {
        return Ids.uuidOf("message/" + ticketId + "\n" + Persona.BRUNO.subject() + "\n" + key);
    }

    private ResponseSpec post(String path, String key, String body) {
        return api.as(Persona.BRUNO).post().uri(path + "/messages").header("Idempotency-Key", key)
                .body(Map.of("body", body, "visibility", "PUBLIC")).exchange();
    }

    private List<String> bodies(String path) {
        return json(api.as(Persona.FABIO).get().uri(path + "/messages").exchange()).get("items").valueStream()
                .map(entry -> entry.path("body").asString("")).toList();
    }

    private void awaitRemoval(String id) {
        await().until(() -> messages().find(eq(id)).first() == null);
    }

    @Test
    void a_message_without_its_ticket_write_is_invisible_until_a_retry() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var ticketId = fixture.ticketId(path);
        insertOrphan(ticketId, "crashed", "lost?", Duration.ofHours(23));
        fixture.post(Persona.FABIO, path, "next", "PUBLIC");
        awaitRemoval(insertOrphan(ticketId, "older", "", LONGER_THAN_A_DAY));

        assertThat(bodies(path)).containsExactly("next");
        api.as(Persona.BRUNO).get().uri(path + "/messages/" + messageId(ticketId, "crashed")).exchange().expectStatus()
                .isNotFound();

        post(path, "crashed", "other text").expectStatus().isEqualTo(422);
        post(path, "crashed", "lost?").expectStatus().isCreated();

        assertThat(bodies(path)).containsExactly("lost?", "next");
        assertThat(messages().find(eq("body", "lost?")).first()).doesNotContainKey("pendingSince");
        kafka.receive(CustomerReplied.class, event -> event.messageId().equals(messageId(ticketId, "crashed")));
    }

    @Test
    void orphans_older_than_a_day_are_removed_page_by_page_and_free_their_keys() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var ticketId = fixture.ticketId(path);
        var ids = new ArrayList<String>();
        IntStream.range(0, 250).forEach(n -> ids.add(insertOrphan(ticketId, "key-" + n, "first", LONGER_THAN_A_DAY)));

        ids.forEach(this::awaitRemoval);

        post(path, "key-7", "second").expectStatus().isCreated();
        assertThat(bodies(path)).containsExactly("second");
    }

    @Test
    void a_message_that_the_ticket_counts_gets_its_position_and_stays() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var id = regex("_id", fixture.post(Persona.BRUNO, path, "counted", "PUBLIC").get("id").asString() + "$");
        messages().updateOne(id, combine(unset("positionKey"), unset("publicPositionKey"), unset("position"), unset("at"),
                set("pendingSince", Date.from(Instant.now().minus(LONGER_THAN_A_DAY)))));

        await().until(() -> !messages().find(id).first().containsKey("pendingSince"));

        assertThat(messages().find(id).first()).containsKey("positionKey");
        assertThat(bodies(path)).containsExactly("counted");
    }

    @Test
    void a_ticket_that_cannot_be_read_does_not_keep_the_orphans_of_others() {
        fixture.collection("tickets").insertOne(new Document("_id", "broken").append("version", 1L)
                .append("state", new Document("number", "broken")).append("inbox", List.of()).append("outbox", List.of()));
        var stuck = insertOrphan("broken", "stuck", "", LONGER_THAN_A_DAY.multipliedBy(2));
        var other = insertOrphan(fixture.ticketId(path(fixture.openTicket(Persona.BRUNO))), "other", "", LONGER_THAN_A_DAY);

        awaitRemoval(other);

        assertThat(messages().find(eq(stuck)).first().getDate("pendingSince")).isAfter(Instant.now().minusSeconds(600));
        fixture.collection("tickets").deleteOne(eq("broken"));
    }
}
