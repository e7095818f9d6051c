package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@TicketServiceTest
class UnreadIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    private String path;

    @BeforeEach
    void openTicket() {
        path = path(fixture.openTicket(Persona.BRUNO));
    }

    private boolean isUnread(Persona person) {
        var number = path.substring(TICKETS.length() + 1);
        return json(api.as(person).get().uri(TICKETS + "?q=" + number).exchange()).at("/items/0/unread").asBoolean();
    }

    private ResponseSpec markRead(Persona person, String etag) {
        return api.as(person).put().uri(path + "/read").header("If-Match", etag).exchange();
    }

    private String etagFor(Persona person) {
        return etag(api.as(person).get().uri(path).exchange());
    }

    @Test
    void a_ticket_is_unread_until_a_person_has_marked_it_as_read() {
        assertThat(isUnread(Persona.BRUNO)).as("of its opener").isFalse();
        assertThat(isUnread(Persona.FABIO)).isTrue();

        var read = etagFor(Persona.FABIO);
        assertThat(isUnread(Persona.FABIO)).as("a read changes nothing").isTrue();
        markRead(Persona.FABIO, read).expectStatus().isNoContent();

        assertThat(isUnread(Persona.FABIO)).isFalse();
        assertThat(isUnread(Persona.GISELE)).as("of another person").isTrue();
    }

    @Test
    void an_entry_of_another_person_is_unread_and_an_own_one_is_read() {
        fixture.post(Persona.FABIO, path, "Which host?", "PUBLIC");
        assertThat(isUnread(Persona.BRUNO)).isTrue();
        assertThat(isUnread(Persona.FABIO)).isFalse();
        var read = etagFor(Persona.BRUNO);

        fixture.post(Persona.GISELE, path, "And since when?", "PUBLIC");

        markRead(Persona.BRUNO, read).expectStatus().isEqualTo(412);
        assertThat(isUnread(Persona.BRUNO)).as("what came in between").isTrue();
        assertThat(isUnread(Persona.FABIO)).isTrue();
        markRead(Persona.BRUNO, etagFor(Persona.BRUNO)).expectStatus().isNoContent();
        assertThat(isUnread(Persona.BRUNO)).isFalse();
    }

    @Test
    @Tag("R1.4")
    void an_internal_note_is_unread_for_colleagues_and_changes_nothing_for_the_customer() {
        markRead(Persona.GISELE, etagFor(Persona.GISELE)).expectStatus().isNoContent();

        fixture.post(Persona.FABIO, path, "Known defect", "INTERNAL");

        assertThat(isUnread(Persona.GISELE)).isTrue();
        assertThat(isUnread(Persona.BRUNO)).isFalse();
    }

    @Test
    void a_mark_of_90_days_ago_is_removed_and_an_entry_of_then_counts_as_read() {
        var old = Date.from(Instant.now().minus(Duration.ofDays(91)));
        var marks = fixture.collection("read_marks");
        marks.insertOne(new Document("_id", "old").append("size", 1).append("at", old));
        fixture.collection("ticket_summaries").updateOne(eq(fixture.ticketId(path)),
                new Document("$set", new Document("state.vendorEnd.at", old)));

        assertThat(isUnread(Persona.GISELE)).isFalse();
        await().until(() -> marks.find(eq("old")).first() == null);
    }
}
