package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.TicketAnnotated;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** External references and metadata of tickets. */
@TicketServiceTest
class AnnotationsIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private static String newId() {
        return "OPS-" + UUID.randomUUID();
    }

    private static Map<String, ?> refs(String... ids) {
        return Map.of("externalRefs", List.of(ids).stream().map(id -> Map.of("system", "jira", "id", id)).toList());
    }

    private ResponseSpec put(String path, String field, Map<String, ?> body) {
        return api.as(Persona.FABIO).put().uri(path + "/" + field)
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(body).exchange();
    }

    private ResponseSpec open(String key, Map<String, ?> more) {
        var request = new HashMap<String, Object>(incident());
        request.put("contact", Persona.BRUNO.email());
        request.putAll(more);
        return api.as(Persona.FABIO).post().uri(TICKETS).header("Idempotency-Key", key).body(request).exchange();
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private List<String> find(Persona person, String ref) {
        return json(api.as(person).get().uri(TICKETS + "?externalRef={ref}", ref).exchange().expectStatus().isOk()).get("items")
                .valueStream().map(TicketFixture::path).toList();
    }

    @Test
    void a_reference_belongs_to_one_ticket_and_is_free_after_its_removal() {
        var first = path(fixture.openTicket(Persona.BRUNO));
        var second = path(fixture.openTicket(Persona.CARLA));
        var id = newId();

        var changed = json(put(first, "external-refs",
                Map.of("externalRefs", List.of(Map.of("system", "jira", "id", id, "url", "https://jira.example/" + id))))
                .expectStatus().isOk());

        assertThat(changed.at("/externalRefs/0/url").asString()).isEqualTo("https://jira.example/" + id);
        assertThat(kafka.receive(TicketAnnotated.class, event -> first.endsWith(event.number())).externalRefs()).singleElement()
                .satisfies(ref -> assertThat(ref.id()).isEqualTo(id));
        var taken = json(put(second, "external-refs", refs(newId(), id)).expectStatus().isEqualTo(409));
        assertThat(taken.get("code").asString()).isEqualTo("external-ref-taken");
        assertThat(taken.at("/errors/0/message").asString()).contains("jira:" + id, first.substring(TICKETS.length() + 1));
        assertThat(read(Persona.FABIO, second).has("externalRefs")).as("all or nothing").isFalse();
        put(first, "external-refs", refs()).expectStatus().isOk();
        put(second, "external-refs", refs(id)).expectStatus().isOk();
        assertThat(read(Persona.FABIO, first).has("externalRefs")).isFalse();
    }

    @Test
    void one_of_many_tickets_gets_a_reference_that_all_want_at_once() throws Exception {
        var paths = IntStream.range(0, 6).mapToObj(_ -> path(fixture.openTicket(Persona.BRUNO))).toList();
        var id = newId();
        var statuses = new ArrayList<Integer>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<>(
                    paths.stream().map(path -> executor.submit(() -> put(path, "external-refs", refs(newId(), id)))).toList());
            for (int i = 0; i < 4; i++) calls.add(executor.submit(() -> open(UUID.randomUUID().toString(), refs(id))));
            for (var call : calls) statuses.add(call.get().returnResult(Void.class).getStatus().value());
        }

        assertThat(statuses.stream().filter(status -> status < 300)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status >= 300)).containsOnly(409);
        assertThat(find(Persona.FABIO, "jira:" + id)).hasSize(1);
    }

    @Test
    void a_reference_finds_its_ticket_for_those_who_may_read_it() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var id = newId() + ":7";
        put(path, "external-refs", refs(newId(), id)).expectStatus().isOk();

        assertThat(find(Persona.FABIO, "jira:" + id)).containsExactly(path);
        assertThat(find(Persona.BRUNO, "jira:" + id)).containsExactly(path);
        assertThat(find(Persona.CARLA, "jira:" + id)).as("another company").isEmpty();
        for (var none : List.of("jira", "", ":", "snow:" + id, "jira:" + id + "x", "$ne:1"))
            assertThat(find(Persona.FABIO, none)).isEmpty();
    }

    @Test
    void metadata_is_for_staff_alone_also_in_events() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        var changed = json(put(path, "metadata", Map.of("metadata", Map.of("z.team", "blue-secret", "cost-center", "4711")))
                .expectStatus().isOk());

        assertThat(changed.get("metadata").propertyNames()).containsExactly("cost-center", "z.team");
        assertThat(text(api.as(Persona.BRUNO).get().uri(path).exchange())).doesNotContain("blue-secret", "metadata");
        assertThat(kafka.receive(TicketAnnotated.class, event -> path.endsWith(event.number())).toString())
                .doesNotContain("blue-secret");
        assertThat(text(api.as(Persona.BRUNO).get().uri(path).exchange())).doesNotContain("SET_METADATA");
    }

    @Test
    void staff_open_a_ticket_with_annotations_and_a_retry_finds_it() {
        var id = newId();
        var key = UUID.randomUUID().toString();
        var more = new HashMap<String, Object>(refs(id));
        more.put("metadata", Map.of("team", "blue"));

        var opened = json(open(key, more).expectStatus().isCreated());
        put(path(opened), "external-refs", refs()).expectStatus().isOk();

        assertThat(opened.at("/metadata/team").asString()).isEqualTo("blue");
        assertThat(opened.at("/externalRefs/0/id").asString()).isEqualTo(id);
        assertThat(json(open(key, more).expectStatus().isCreated()).get("number")).isEqualTo(opened.get("number"));
        assertThat(json(open(key, refs(id)).expectStatus().isEqualTo(422)).get("code").asString()).isEqualTo("key-reused");
        var own = new HashMap<String, Object>(incident());
        own.putAll(refs(newId()));
        api.as(Persona.BRUNO).post().uri(TICKETS).body(own).exchange().expectStatus().isForbidden();
    }

    @Test
    void hostile_annotations_are_refused_with_each_field() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var errors = json(put(path, "external-refs",
                Map.of("externalRefs",
                        List.of(Map.of("system", "a:b", "id", "1", "url", "javascript:alert(1)"),
                                Map.of("system", "jira", "id", "x".repeat(201)), Map.of("system", "jira", "id", " "))))
                .expectStatus().isEqualTo(422)).get("errors").valueStream().map(error -> error.get("field").asString()).toList();

        assertThat(errors).containsExactlyInAnyOrder("externalRefs[0].system", "externalRefs[0].url", "externalRefs[1].id",
                "externalRefs[2].id");
        put(path, "external-refs", refs(IntStream.range(0, 21).mapToObj(i -> "n" + i).toArray(String[]::new))).expectStatus()
                .isEqualTo(422);
        put(path, "external-refs", refs("1", "1")).expectStatus().isEqualTo(422);
        for (var metadata : List.of(Map.of("", "x"), Map.of("$where", "x"), Map.of("a b", "x"), Map.of("k".repeat(65), "x"),
                Map.of("k", "x".repeat(501)), Map.of("k", "\u0000")))
            put(path, "metadata", Map.of("metadata", metadata)).expectStatus().isEqualTo(422);
        var many = new HashMap<String, String>();
        for (int i = 0; i < 51; i++) many.put("k" + i, "x");
        put(path, "metadata", Map.of("metadata", many)).expectStatus().isEqualTo(422);
        put(path, "metadata", Map.of("metadata", Map.of("k", Map.of("nested", "x")))).expectStatus().isBadRequest();
        assertThat(read(Persona.FABIO, path).has("metadata")).isFalse();
    }

    @Test
    void a_closed_ticket_keeps_the_instant_of_its_end() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (var status : List.of("RESOLVED", "CLOSED")) put(path, "status", Map.of("status", status)).expectStatus().isOk();
        var closed = read(Persona.FABIO, path);

        put(path, "metadata", Map.of("metadata", Map.of("invoice", "17"))).expectStatus().isOk();

        assertThat(read(Persona.FABIO, path).get("updatedAt")).isEqualTo(closed.get("updatedAt"));
        assertThat(read(Persona.FABIO, path).get("timeline")).isEqualTo(closed.get("timeline"));
    }
}
