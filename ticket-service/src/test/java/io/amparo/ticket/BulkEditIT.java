package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@TicketServiceTest
class BulkEditIT {
    private static final String BULK = TICKETS + "/bulk";
    private static final Map<String, ?> TO_P3 = Map.of("code", "SET_PRIORITY", "priority", "P3", "reason", "Same cause");

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private ResponseSpec post(Map<String, ?> request, String key) {
        return api.as(Persona.FABIO).post().uri(BULK).header("Idempotency-Key", key).body(request).exchange();
    }

    /** Returns the path of the job after its end. */
    private String run(Map<String, ?> request) {
        var job = location(api.as(Persona.FABIO).post().uri(BULK).body(request).exchange().expectStatus().isAccepted());
        awaitEnd(job);
        return job;
    }

    private void awaitEnd(String job) {
        await().until(() -> read(job).get("state").asString().equals("DONE"));
    }

    private JsonNode read(String path) {
        return json(api.as(Persona.FABIO).get().uri(path).header("Accept-Language", "en").exchange().expectStatus().isOk());
    }

    private static Map<String, String> outcomes(JsonNode job) {
        return job.get("items").valueStream()
                .collect(toMap(item -> item.get("number").asString(), item -> item.get("outcome").asString()));
    }

    private String open() {
        return fixture.openTicket(Persona.BRUNO).get("number").asString();
    }

    private void put(String number, String field, Map<String, ?> body) {
        var path = TICKETS + "/" + number;
        api.as(Persona.FABIO).put().uri(path + "/" + field)
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(body).exchange().expectStatus()
                .isOk();
    }

    private List<JsonNode> entries(String number, String type) {
        return read(TICKETS + "/" + number).get("timeline").valueStream()
                .filter(entry -> entry.get("type").asString().equals(type)).toList();
    }

    @Test
    void each_ticket_has_the_result_that_a_single_call_has() {
        var changed = open();
        var unchanged = open();
        put(unchanged, "priority", Map.of("priority", "P3", "reason", "Workaround"));
        var closed = open();
        for (var status : List.of("RESOLVED", "CLOSED")) put(closed, "status", Map.of("status", status));
        var unknown = "T-2001-000001";

        var job = run(Map.of("numbers", List.of(changed, unchanged, closed, unknown, changed), "action", TO_P3));

        var report = read(job);
        assertThat(outcomes(report))
                .isEqualTo(Map.of(changed, "CHANGED", unchanged, "UNCHANGED", closed, "REFUSED", unknown, "NOT_FOUND"));
        assertThat(report.at("/items/2/problem").asString()).isEqualTo("ticket-closed");
        assertThat(report.at("/items/2/text").asString()).isEqualTo("This ticket is closed and takes no messages");
        assertThat(report.at("/totals/CHANGED").asInt()).isEqualTo(1);
        assertThat(entries(changed, "PRIORITY")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/by/id").asString()).isEqualTo(report.at("/by/id").asString());
            assertThat(entry.get("reason").asString()).isEqualTo("Same cause");
        });
        assertThat(kafka.receive(PriorityChanged.class, event -> event.number().equals(changed)).to()).isEqualTo("P3");
    }

    @Test
    void a_dry_run_fixes_the_tickets_of_a_filter_and_changes_none() {
        var incident = incident();
        incident.put("subject", "Zebrafish alpha");
        var numbers = IntStream.range(0, 3)
                .mapToObj(
                        _ -> json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident).exchange().expectStatus().isCreated())
                                .get("number").asString())
                .toList();

        var job = run(Map.of("filter", Map.of("q", "zebrafish", "status", List.of("OPEN"), "view", "unowned"), "dryRun", true,
                "action", TO_P3));

        assertThat(outcomes(read(job)).keySet()).containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(read(job).at("/totals/CHANGED").asInt()).isEqualTo(3);
        assertThat(read(TICKETS + "/" + numbers.getFirst()).get("priority").asString()).isEqualTo("P1");
        json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident).exchange().expectStatus().isCreated());
        var first = read(job + "?limit=2");
        assertThat(first.get("items")).hasSize(2);
        assertThat(read(job + "?limit=2&cursor=" + first.get("next").asString()).get("items")).hasSize(1);
        assertThat(read(job).get("tickets").asInt()).as("without the later ticket").isEqualTo(3);
    }

    @Test
    void a_job_that_is_repeated_after_a_crash_changes_nothing_twice() {
        var numbers = List.of(open(), open());
        var jobs = List.of(run(Map.of("numbers", numbers, "action", TO_P3)),
                run(Map.of("numbers", numbers, "action", Map.of("code", "SET_STATUS", "status", "RESOLVED"))),
                run(Map.of("numbers", numbers, "action", Map.of("code", "NOTE", "note", "Bulk note"))));

        for (var job : jobs) {
            fixture.collection("bulk_edits").updateOne(eq(job.substring(job.lastIndexOf('/') + 1)),
                    combine(set("state.results", List.of()), set("state.finishedAt", null), set("inbox", List.of()),
                            inc("version", 1L), set("dueAt", new Date())));
            awaitEnd(job);
        }

        for (var job : jobs) assertThat(outcomes(read(job)).values()).containsOnly("CHANGED");
        for (var number : numbers) {
            assertThat(entries(number, "PRIORITY")).hasSize(1);
            assertThat(entries(number, "STATUS")).hasSize(1);
            assertThat(entries(number, "MESSAGE")).singleElement()
                    .satisfies(note -> assertThat(note.get("visibility").asString()).isEqualTo("INTERNAL"));
            assertThat(api.as(Persona.BRUNO).get().uri(TICKETS + "/" + number).exchange().expectBody(String.class).returnResult()
                    .getResponseBody()).doesNotContain("Bulk note");
        }
    }

    @Test
    void a_repeated_request_finds_its_job_and_other_content_is_refused() {
        var request = Map.of("numbers", List.of(open()), "action", TO_P3);

        var job = location(post(request, "bulk-1").expectStatus().isAccepted());

        assertThat(location(post(request, "bulk-1").expectStatus().isAccepted())).isEqualTo(job);
        var other = Map.of("numbers", List.of(open()), "action", TO_P3);
        assertThat(json(post(other, "bulk-1").expectStatus().isEqualTo(422)).get("code").asString()).isEqualTo("key-reused");
    }

    @Test
    void an_invalid_request_names_the_field() {
        var tooMany = IntStream.rangeClosed(1, 1_001).mapToObj("T-2026-%06d"::formatted).toList();
        assertInvalid(Map.of("numbers", tooMany, "action", TO_P3), "numbers");
        assertInvalid(Map.of("numbers", List.of("T-2026-000001", "../x"), "action", TO_P3), "numbers[1]");
        assertInvalid(Map.of("action", TO_P3), "numbers");
        assertInvalid(Map.of("numbers", List.of("T-2026-000001"), "filter", Map.of(), "action", TO_P3), "numbers");
        assertInvalid(Map.of("filter", Map.of("view", "all"), "action", TO_P3), "filter.view");
        for (var missing : Map.of("SET_STATUS", "status", "SET_PRIORITY", "priority", "SET_OWNER", "owner", "NOTE", "note")
                .entrySet())
            assertInvalid(Map.of("numbers", List.of("T-2026-000001"), "action", Map.of("code", missing.getKey())),
                    "action." + missing.getValue());
    }

    private void assertInvalid(Map<String, ?> request, String field) {
        assertThat(json(post(request, "invalid").expectStatus().isEqualTo(422)).at("/errors/0/field").asString())
                .isEqualTo(field);
    }

    @Test
    void a_ticket_that_cannot_be_read_fails_alone() {
        var broken = open();
        var sound = open();
        fixture.collection("tickets").updateOne(eq("state.number", broken), set("state.handling.priority", "P9"));

        var job = run(Map.of("numbers", List.of(broken, sound), "action", TO_P3));

        assertThat(outcomes(read(job))).isEqualTo(Map.of(broken, "FAILED", sound, "CHANGED"));
        fixture.collection("tickets").updateOne(eq("state.number", broken), set("state.handling.priority", "P1"));
    }

    @Test
    void a_sixth_running_job_of_a_person_is_refused() {
        var request = Map.of("numbers", List.of(open()), "action", TO_P3);
        var job = run(request);
        var jobs = fixture.collection("bulk_edits");
        var running = jobs.find(eq(job.substring(job.lastIndexOf('/') + 1))).first();
        assertThat(running).isNotNull();
        running.get("state", Document.class).append("finishedAt", null);
        for (int n = 0; n < 5; n++) jobs.insertOne(running.append("_id", "running-" + n).append("dueAt", null));

        var problem = json(post(request, "sixth").expectStatus().isEqualTo(409));

        assertThat(problem.get("code").asString()).isEqualTo("too-many-bulk-edits");
        jobs.deleteMany(regex("_id", "^running-"));
        post(request, "sixth").expectStatus().isAccepted();
    }

    @Test
    void a_job_is_removed_after_30_days() {
        var job = run(Map.of("numbers", List.of(open()), "action", TO_P3));
        var id = job.substring(job.lastIndexOf('/') + 1);
        var stored = fixture.collection("bulk_edits").find(eq(id)).first();
        assertThat(stored).isNotNull();
        assertThat(stored.getDate("dueAt").toInstant()).isAfter(Instant.now().plusSeconds(29 * 24 * 3_600));

        fixture.collection("bulk_edits").updateOne(eq(id), set("dueAt", new Date()));

        await().untilAsserted(() -> api.as(Persona.FABIO).get().uri(job).exchange().expectStatus().isNotFound());
    }
}
