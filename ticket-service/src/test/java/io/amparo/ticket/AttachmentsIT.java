package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.AttachmentAdded;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@TicketServiceTest
class AttachmentsIT {
    private static final byte[] TEXT = "line one\n".getBytes(UTF_8);

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private JsonNode list(Persona person, String path) {
        return json(api.as(person).get().uri(path + "/attachments").exchange().expectStatus().isOk()).get("items");
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private String problem(String code, Upload upload, Persona person, String path, int status) {
        var problem = json(upload.send(api, person, path).expectStatus().isEqualTo(status));
        assertThat(problem.get("code").asString()).isEqualTo(code);
        return problem.toString();
    }

    @Test
    void an_attachment_is_in_the_ticket_its_timeline_its_list_and_an_event() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        assertThat(list(Persona.BRUNO, path)).isEmpty();

        var added = Upload.of("log.txt", TEXT).add(api, Persona.BRUNO, path);

        assertThat(added.get("type").asString()).isEqualTo("text/plain");
        assertThat(added.get("size").asLong()).isEqualTo(TEXT.length);
        assertThat(added.get("scan").asString()).isEqualTo("UNSCANNED");
        assertThat(added.at("/by/id").asString()).isEqualTo(Persona.BRUNO.id());
        assertThat(list(Persona.FABIO, path).get(0)).isEqualTo(added);
        assertThat(read(Persona.FABIO, path).at("/attachments/0")).isEqualTo(added);
        assertThat(read(Persona.BRUNO, path).at("/timeline/0/attachment/name").asString()).isEqualTo("log.txt");
        var event = kafka.receive(AttachmentAdded.class, each -> path.endsWith(each.number()));
        assertThat(event.attachmentId()).isEqualTo(added.get("id").asString());
        assertThat(event.toString()).doesNotContain("log.txt");
    }

    @Test
    void a_customer_never_sees_an_internal_attachment() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var internal = Upload.internal("analysis.txt", TEXT).add(api, Persona.FABIO, path);

        assertThat(internal.get("visibility").asString()).isEqualTo("INTERNAL");
        assertThat(list(Persona.FABIO, path)).hasSize(1);
        assertThat(list(Persona.BRUNO, path)).isEmpty();
        assertThat(read(Persona.BRUNO, path).toString()).doesNotContain("analysis.txt", internal.get("id").asString());
        api.as(Persona.BRUNO).get().uri(path + "/attachments/" + internal.get("id").asString() + "/link").exchange()
                .expectStatus().isNotFound();
        problem("forbidden", Upload.internal("own.txt", TEXT), Persona.BRUNO, path, 403);
    }

    @Test
    void attachments_of_another_company_are_not_found() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var added = Upload.of("log.txt", TEXT).add(api, Persona.BRUNO, path);
        var other = path(fixture.openTicket(Persona.CARLA));

        for (var uri : List.of(path + "/attachments", path + "/attachments/" + added.get("id").asString() + "/link",
                other + "/attachments/" + added.get("id").asString() + "/link"))
            api.as(Persona.CARLA).get().uri(uri).exchange().expectStatus().isNotFound();
        problem("not-found", Upload.of("log.txt", TEXT), Persona.CARLA, path, 404);
    }

    @Test
    void a_repeated_key_adds_one_attachment_and_refuses_other_content() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var upload = Upload.of("log.txt", TEXT);

        var ids = new HashSet<String>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(_ -> executor.submit(() -> upload.add(api, Persona.BRUNO, path).get("id").asString())).toList();
            for (var call : calls) ids.add(call.get());
        }
        IntStream.range(0, 130).forEach(n -> fixture.post(Persona.FABIO, path, "message " + n, "INTERNAL"));

        assertThat(upload.add(api, Persona.BRUNO, path).get("id").asString()).isIn(ids);
        assertThat(ids).hasSize(1);
        assertThat(list(Persona.BRUNO, path)).hasSize(1);
        var ticketId = fixture.ticketId(path);
        assertThat(fixture.collection("attachments").countDocuments(eq("ticketId", ticketId))).isEqualTo(1);
        var other = new Upload("log.txt", "other".getBytes(UTF_8), "PUBLIC", upload.key());
        assertThat(problem("key-reused", other, Persona.BRUNO, path, 422)).contains("Idempotency-Key");
        problem("key-reused", new Upload("log2.txt", TEXT, "PUBLIC", upload.key()), Persona.BRUNO, path, 422);
    }

    @Test
    void a_ticket_takes_100_attachments_and_250_megabytes() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (var full : List.of(set("state.handling.attachments", 100),
                combine(set("state.handling.attachments", 20), set("state.handling.attachmentBytes", (250L << 20) - 1)))) {
            fixture.collection("tickets").updateOne(eq(fixture.ticketId(path)), combine(full, inc("version", 1L)));

            problem("attachments-full", Upload.of("log.txt", TEXT), Persona.FABIO, path, 409);
        }
        assertThat(fixture.collection("attachments").countDocuments(eq("ticketId", fixture.ticketId(path)))).isZero();
    }

    @Test
    void a_closed_ticket_takes_no_attachment() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        fixture.collection("tickets").updateOne(eq(fixture.ticketId(path)),
                combine(set("state.status", "CLOSED"), inc("version", 1L)));

        problem("ticket-closed", Upload.of("log.txt", TEXT), Persona.BRUNO, path, 409);
    }

    @Test
    void a_request_without_a_file_names_the_field() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        assertThat(problem("invalid", Upload.of("log.txt", new byte[0]), Persona.BRUNO, path, 422)).contains("\"file\"");
        assertThat(problem("invalid", new Upload("log.txt", TEXT, "SECRET", "k"), Persona.BRUNO, path, 422))
                .contains("\"visibility\"");
        var parts = Upload.of("log.txt", TEXT).parts();
        parts.remove("file");
        var withoutFile = api.as(Persona.BRUNO).post().uri(path + "/attachments").contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts).exchange();
        assertThat(json(withoutFile.expectStatus().isEqualTo(422)).at("/errors/0/field").asString()).isEqualTo("file");
        api.as(Persona.BRUNO).post().uri(path + "/attachments").contentType(MediaType.APPLICATION_JSON).body("{}").exchange()
                .expectStatus().isEqualTo(415);
    }
}
