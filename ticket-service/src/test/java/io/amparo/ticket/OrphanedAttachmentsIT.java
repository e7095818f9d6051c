package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Uploads whose process crashed before the ticket write, or before the mark that the ticket counts them. */
@TicketServiceTest
class OrphanedAttachmentsIT {
    private static final Date MORE_THAN_A_DAY_AGO = Date.from(Instant.now().minus(Duration.ofHours(25)));

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    private int listed(String path) {
        return json(api.as(Persona.BRUNO).get().uri(path + "/attachments").exchange()).get("items").size();
    }

    @Test
    void an_upload_that_no_ticket_counts_is_invisible_and_removed_after_a_day() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var added = Upload.of("log.txt", "log".getBytes(UTF_8)).add(api, Persona.BRUNO, path).get("id").asString();
        var attachments = fixture.collection("attachments");
        var orphan = new Document(attachments.find(eq(added)).first()).append("_id", "orphan").append("pendingSince", new Date());
        attachments.insertOne(orphan);
        // A crash during the upload leaves chunks without their file.
        fixture.collection("attachments.chunks").insertOne(new Document("files_id", "orphan").append("n", 0));

        assertThat(listed(path)).isEqualTo(1);
        attachments.updateOne(eq("orphan"), set("pendingSince", MORE_THAN_A_DAY_AGO));

        await().until(() -> attachments.find(eq("orphan")).first() == null);
        assertThat(fixture.collection("attachments.chunks").countDocuments(eq("files_id", "orphan"))).isZero();
        assertThat(fixture.collection("attachments.chunks").countDocuments(eq("files_id", added))).isEqualTo(1);
    }

    @Test
    void an_upload_that_the_ticket_counts_is_visible_and_stays() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var added = Upload.of("log.txt", "log".getBytes(UTF_8)).add(api, Persona.BRUNO, path);
        var attachments = fixture.collection("attachments");
        var id = eq(added.get("id").asString());
        attachments.updateOne(id, set("pendingSince", new Date()));

        assertThat(listed(path)).isEqualTo(1);
        attachments.updateOne(id, set("pendingSince", MORE_THAN_A_DAY_AGO));

        await().until(() -> !attachments.find(id).first().containsKey("pendingSince"));
        assertThat(listed(path)).isEqualTo(1);
        api.anonymous().get().uri(URI.create(Upload.link(api, Persona.BRUNO, path, added))).exchange().expectStatus().isOk();
    }
}
