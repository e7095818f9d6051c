package io.amparo.testkit.consume;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.consume.ConsumingService.Failures;
import io.amparo.testkit.consume.ConsumingService.Logs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What an operator does with dead letters: list, show, replay one, drop. */
@ServiceTest(name = "consuming")
class DeadLetterOperationsIT {
    private static final String SERVICE = "consuming-service";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Failures failures;
    @Autowired
    Logs logs;
    @Autowired
    MeterRegistry meters;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    /** Leaves no dead letter to the next test. */
    @AfterEach
    void replayAll() {
        assertThat(replay(Map.of()).path("remaining").asInt()).isZero();
    }

    @Test
    void dead_letters_are_listed_with_reason_and_time_and_counted() {
        park("listed", 3);

        var page = list("listed/1");
        assertThat(page.path("deadLetters")).hasSize(1);
        var first = page.at("/deadLetters/0");
        assertThat(first.path("id").asString()).isEqualTo("listed/1");
        assertThat(first.path("type").asString()).isEqualTo("io.amparo.ticket.TicketClosed.v1");
        assertThat(first.path("subject").asString()).isEqualTo("listed");
        assertThat(first.path("reason").asString()).isEqualTo("java.lang.IllegalArgumentException: cause of listed");
        assertThat(first.path("origin").asString()).matches(topic() + "-\\d@\\d+");
        assertThat(Instant.parse(first.path("since").asString())).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(list("listed").path("deadLetters")).hasSize(3);
        assertThat(list("@" + first.path("offset").asLong()).path("deadLetters")).hasSize(1);
        var count = count();
        assertThat(count.path("count").asInt()).isEqualTo(3);
        assertThat(count.path("oldest")).isEqualTo(first.path("since"));
        failures.remove("listed1");
        replay(Map.of());
        assertThat(count().path("count").asInt()).isZero();
        assertThat(list("listed").path("deadLetters")).isEmpty();
    }

    @Test
    void gauge_of_each_topic_and_group_exists_and_follows_the_dead_letters() {
        assertThat(meters.find("amparo.dead.letters").gauges()).hasSize(4)
                .allSatisfy(gauge -> assertThat(gauge.value()).isNotNegative());
        park("gauged", 2);

        await().atMost(Duration.ofSeconds(45)).until(() -> meters.get("amparo.dead.letters").tag("topic", topic())
                .tag("group", kafka.group(SERVICE)).gauge().value() == 2);
        failures.remove("gauged1");
    }

    @Test
    void payload_is_shown_without_personal_data_unless_it_is_requested() {
        failures.add("ANNA +55 11 55555", () -> new IllegalArgumentException("no"));
        kafka.publish("shown/1", "shown", 1, new TicketClosed("shown", "ANNA +55 11 55555", "acme", "somebody", Instant.EPOCH));
        await().until(() -> list("shown").path("deadLetters").size() == 1);
        var path = "/actuator/deadletters/%s/%d".formatted(topic(), list("shown").at("/deadLetters/0/offset").asLong());

        var shown = json(api.as(Persona.IARA).get().uri(path).exchange());
        assertThat(shown.at("/payload/number").asString()).isEqualTo("(text, 17 characters)");
        assertThat(shown.at("/payload/at").asString() + shown).contains("1970-01-01T00:00:00Z")
                .doesNotContain("ANNA +55 11 55555");
        assertThat(shown.at("/headers/ce_id").asString()).isEqualTo("shown/1");
        assertThat(shown.path("stackTrace").asString()).contains("IllegalArgumentException");
        assertThat(text(api.as(Persona.IARA).get().uri(path + "?payload=true").exchange())).contains("ANNA +55 11 55555");
        failures.remove("ANNA +55 11 55555");
    }

    @Test
    void a_dead_letter_that_cannot_be_decoded_is_listed_shown_and_dropped() {
        kafka.publishRaw(Topic.TICKETS, "acme", "no event".getBytes(UTF_8));
        await().until(() -> count().path("count").asInt() == 1);

        var found = list(null).at("/deadLetters/0");
        assertThat(found.path("id").isMissingNode()).isTrue();
        assertThat(found.path("subject").isMissingNode()).isTrue();
        assertThat(found.path("reason").asString()).contains("Unknown encoding");
        var path = "/actuator/deadletters/%s/%d".formatted(topic(), found.path("offset").asLong());
        assertThat(json(api.as(Persona.IARA).get().uri(path).exchange()).path("payload").asString())
                .isEqualTo("no JSON, 8 bytes");
        assertThat(drop(found.path("offset").asLong(), "no event").path("dropped").asBoolean()).isTrue();
        assertThat(count().path("count").asInt()).isZero();
    }

    @Test
    void one_subject_is_replayed_alone_and_not_replayed_by_the_next_replay() {
        park("other", 1);
        park("chosen", 2);
        failures.remove("chosen1");

        assertReplayed(replay(Map.of("only", "chosen")), 2, 0);
        assertThat(logs.of("chosen")).containsExactly("chosen1", "chosen2");
        publish("chosen", 3);
        await().until(() -> logs.of("chosen").size() == 3);
        failures.remove("other1");
        assertReplayed(replay(Map.of()), 1, 0);
        assertThat(logs.of("other")).containsExactly("other1");
    }

    @Test
    void one_dead_letter_is_replayed_alone_but_not_before_an_earlier_one_of_its_subject() {
        park("single", 3);
        failures.remove("single1");

        var early = replay(Map.of("only", "single/2"));
        assertReplayed(early, 0, 3);
        assertThat(early.path("attempts")).isEmpty();
        assertReplayed(replay(Map.of("only", "single/1")), 1, 2);
        assertThat(logs.of("single")).containsExactly("single1");
        assertReplayed(replay(Map.of("only", "single/2")), 1, 1);
        assertReplayed(replay(Map.of()), 1, 0);
        assertThat(logs.of("single")).containsExactly("single1", "single2", "single3");
    }

    @Test
    void replay_reports_each_attempt_with_its_failure() {
        park("failing", 2);
        park("healed", 1);
        failures.remove("healed1");

        var result = replay(Map.of());
        assertReplayed(result, 1, 2);
        assertThat(result.path("attempts"))
                .extracting(each -> each.at("/deadLetter/id").asString(), each -> each.path("failure").asString(null))
                .containsExactly(tuple("failing/1", "java.lang.IllegalArgumentException: cause of failing"),
                        tuple("healed/1", null));
        failures.remove("failing1");
    }

    @Test
    void a_dropped_dead_letter_stays_recorded_and_later_ones_of_its_subject_follow() {
        park("unwanted", 3);
        long first = list("unwanted/1").at("/deadLetters/0/offset").asLong();

        api.as(Persona.IARA).delete().uri(path() + "/" + first).exchange().expectStatus().isBadRequest();
        api.as(Persona.IARA).delete().uri(path() + "/" + (first + 1) + "?reason=second").exchange().expectStatus().isEqualTo(409);
        assertThat(list("unwanted").path("deadLetters")).hasSize(3);
        assertThat(drop(first, "wrong number of a test").path("dropped").asBoolean()).isTrue();
        assertThat(logs.of("unwanted")).isEmpty();
        api.as(Persona.IARA).delete().uri(path() + "/" + first + "?reason=twice").exchange().expectStatus().isNotFound();

        assertReplayed(replay(Map.of()), 2, 0);
        assertThat(logs.of("unwanted")).containsExactly("unwanted2", "unwanted3");
        publish("unwanted", 4);
        await().until(() -> logs.of("unwanted").size() == 3);
        var dropped = json(api.as(Persona.IARA).get().uri("/actuator/deadletters").exchange()).at("/dropped/0");
        assertThat(dropped.path("offset").asLong()).isEqualTo(first);
        assertThat(dropped.path("subject").asString()).isEqualTo("unwanted");
        assertThat(dropped.path("reason").asString()).isEqualTo("wrong number of a test");
        assertThat(dropped.path("by").asString()).isNotEmpty();
        failures.remove("unwanted1");
    }

    @Test
    void the_last_dead_letter_of_a_subject_is_dropped_and_its_subject_flows() {
        park("lonely", 1);
        drop(list("lonely").at("/deadLetters/0/offset").asLong(), "test");

        publish("lonely", 2);
        await().until(() -> logs.of("lonely").equals(List.of("lonely2")));
        assertThat(count().path("count").asInt()).isZero();
        failures.remove("lonely1");
    }

    @Test
    void a_thousand_dead_letters_of_one_subject_are_counted_paged_and_replayed_in_order() {
        failures.add("many1", () -> new IllegalArgumentException("no"));
        publish("many", IntStream.rangeClosed(1, 1_000).toArray());
        await().atMost(Duration.ofSeconds(60)).until(() -> count().path("count").asInt() == 1_000);

        assertThat(list("many").path("deadLetters")).hasSize(100);
        var second = json(api.as(Persona.IARA).get().uri(path() + "?after=" + list("many").path("next").asLong()).exchange());
        assertThat(second.at("/deadLetters/0/id").asString()).isEqualTo("many/101");
        var failed = replay(Map.of());
        assertReplayed(failed, 0, 1_000);
        assertThat(failed.path("attempts")).hasSize(1);
        failures.remove("many1");
        assertReplayed(replay(Map.of()), 1_000, 0);
        assertThat(logs.of("many")).isEqualTo(IntStream.rangeClosed(1, 1_000).mapToObj(n -> "many" + n).toList());
    }

    /** A service that is killed has applied the event, but neither un-parked the subject nor moved the position. */
    @Test
    void a_replay_after_a_kill_before_the_subject_was_unparked_applies_nothing_twice() {
        replay(Map.of()); // leaves a position, also if this test is the first
        park("killed", 2);
        var subject = collection("parkedSubjects").find(eq("_id", deadLetterTopic() + "/killed")).first();
        var position = collection("deadLetterPositions").find(eq("_id", deadLetterTopic())).first();
        failures.remove("killed1");
        assertReplayed(replay(Map.of()), 2, 0);
        collection("parkedSubjects").deleteOne(eq("_id", subject.get("_id")));
        collection("parkedSubjects").insertOne(subject);
        collection("deadLetterPositions").replaceOne(eq("_id", position.get("_id")), position);

        replay(Map.of());
        assertThat(logs.of("killed")).containsExactly("killed1", "killed2");
        publish("killed", 3);
        await().until(() -> logs.of("killed").size() == 3);
    }

    @Test
    void only_administrators_see_and_change_dead_letters() {
        for (var caller : List.of(api.as(Persona.FABIO), api.as(Persona.BRUNO))) {
            caller.get().uri("/actuator/deadletters").exchange().expectStatus().isForbidden();
            caller.get().uri(path()).exchange().expectStatus().isForbidden();
            caller.get().uri(path() + "/0?payload=true").exchange().expectStatus().isForbidden();
            caller.delete().uri(path() + "/0?reason=no").exchange().expectStatus().isForbidden();
        }
        api.anonymous().delete().uri(path() + "/0?reason=no").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void all_that_wait_behind_a_dropped_dead_letter_are_dropped_with_it() {
        park("doomed", 4);
        park("kept", 1);
        long first = list("doomed/1").at("/deadLetters/0/offset").asLong();

        var response = json(api.as(Persona.IARA).delete().uri(path() + "/" + first + "?reason=doomed&following=true").exchange());

        assertThat(response.path("count").asInt()).isEqualTo(4);
        assertThat(list("doomed").path("deadLetters")).isEmpty();
        assertThat(count().path("count").asInt()).isOne();
        assertThat(logs.of("doomed")).isEmpty();
        publish("doomed", 5);
        await().until(() -> logs.of("doomed").equals(List.of("doomed5")));
        assertThat(json(api.as(Persona.IARA).get().uri(path() + "?dropped=true").exchange()).path("dropped"))
                .filteredOn(each -> each.path("subject").asString().equals("doomed")).hasSize(4);
        assertThat(collection("droppedDeadLetters").countDocuments(eq("_id", deadLetterTopic() + "@" + first))).isOne();
        failures.remove("doomed1");
        failures.remove("kept1");
    }

    @Test
    void a_wrong_id_ends_no_other_replay() {
        park("running", 1);
        replay(Map.of());
        var replay = collection("deadLetterPositions").find(eq("_id", deadLetterTopic())).first();

        assertReplayed(replay(Map.of("only", "misspelled")), 0, 0);
        api.as(Persona.IARA).delete().uri(path() + "/999999?reason=no").exchange().expectStatus().isNotFound();

        assertThat(collection("deadLetterPositions").find(eq("_id", deadLetterTopic())).first()).isEqualTo(replay);
        failures.remove("running1");
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(service.database()).getCollection(name);
    }

    private void park(String subject, int events) {
        int before = list(subject).path("deadLetters").size();
        failures.add(subject + 1,
                () -> new IllegalStateException("wrapper", new IllegalArgumentException("cause of " + subject)));
        publish(subject, IntStream.rangeClosed(1, events).toArray());
        await().until(() -> list(subject).path("deadLetters").size() == before + events);
    }

    private void publish(String subject, int... numbers) {
        for (int n : numbers)
            kafka.publish(subject + "/" + n, subject, n,
                    new TicketClosed(subject, subject + n, "acme", "somebody", Instant.EPOCH));
    }

    private String topic() {
        return kafka.topicName(Topic.TICKETS);
    }

    private String deadLetterTopic() {
        return topic() + "." + kafka.group(SERVICE) + ".dlt";
    }

    private String path() {
        return "/actuator/deadletters/" + topic();
    }

    private JsonNode list(String only) {
        return json(api.as(Persona.IARA).get().uri(path() + (only == null ? "" : "?only={only}"), only).exchange());
    }

    private JsonNode count() {
        return json(api.as(Persona.IARA).get().uri("/actuator/deadletters").exchange()).path("topics").valueStream()
                .filter(each -> each.path("topic").asString().equals(topic())).findFirst().orElseThrow();
    }

    private JsonNode replay(Map<String, String> parameters) {
        return json(api.as(Persona.IARA).post().uri(path()).body(parameters).exchange());
    }

    private JsonNode drop(long offset, String reason) {
        return json(api.as(Persona.IARA).delete().uri(path() + "/" + offset + "?reason={reason}", reason).exchange());
    }

    private static void assertReplayed(JsonNode response, int replayed, int remaining) {
        assertThat(response.path("replayed").asInt()).as("replayed: %s", response).isEqualTo(replayed);
        assertThat(response.path("remaining").asInt()).as("remaining: %s", response).isEqualTo(remaining);
    }
}
