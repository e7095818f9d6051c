package io.amparo.knowledge;

import static io.amparo.knowledge.CourseFixture.FINAL;
import static io.amparo.knowledge.CourseFixture.answers;
import static io.amparo.knowledge.CourseFixture.assessment;
import static io.amparo.knowledge.CourseFixture.content;
import static io.amparo.knowledge.CourseFixture.cursor;
import static io.amparo.knowledge.CourseFixture.errors;
import static io.amparo.knowledge.CourseFixture.lesson;
import static io.amparo.knowledge.CourseFixture.texts;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.AssessmentGraded;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateIssued;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.events.knowledge.KnowledgeEvent.CourseEnrolled;
import io.amparo.events.knowledge.KnowledgeEvent.CoursePublished;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.demo=true", "amparo.enrolments.repair-interval=200ms",
        "amparo.xapi.delay=100ms"}, name = "CourseIT")
class EnrolmentIT {
    private static final Map<String, Object> RIGHT = answers("a", "12,5");
    private static final Map<String, Object> WRONG = answers("b", "12,5");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;
    private CourseFixture courses;

    @BeforeEach
    void publish_acme() {
        courses = new CourseFixture(api);
        kafka.publish("acme", 1, TestCustomers.acme());
        await().until(() -> contacts.findByEmail(Persona.BRUNO.email()).isPresent());
    }

    private RestTestClient as(Persona person) {
        return api.as(person).mutate().defaultHeader("Accept-Language", "pt-BR").build();
    }

    private JsonNode enrolment(Persona person, String path) {
        return courses.get(person, path + "/enrolment");
    }

    @Tag("R4.1")
    @Tag("R4.2")
    @Test
    void person_without_contract_learns_passes_and_completes_a_course() {
        new ArticleFixture(api, kafka).publishProduct(1, "9.1", "9.2");
        await().until(() -> status(courses.create("Com produto", Map.of("product", "opmon-9"))) == 201);
        assertThat(errors(courses.create("Sem versão", Map.of("product", "opmon-9", "version", "8"))))
                .containsExactly("version unknown-release");
        var path = courses.publish("Do começo ao fim",
                Map.of("assessments", List.of(assessment()), "product", "opmon-9", "version", "9"));
        var id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(enrolment(Persona.DAVI, path).path("state").asString()).isEqualTo("NOT_ENROLLED");
        api.as(Persona.DAVI).put().uri(path + "/lessons/um/completion").exchange().expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.code").isEqualTo("not-enrolled");

        for (int attempt = 0; attempt < 2; attempt++) courses.put(Persona.DAVI, path + "/enrolment");
        courses.put(Persona.DAVI, path + "/lessons/um/completion");
        var progress = courses.put(Persona.DAVI, path + "/lessons/um/completion");
        assertThat(progress.path("lessonsCompleted").asInt()).isOne();
        assertThat(progress.at("/position/lesson").asString()).isEqualTo("dois");
        assertThat(progress.at("/assessments/0/attemptsLeft").asInt()).isEqualTo(2);

        var davi = as(Persona.DAVI);
        var begun = courses.begin(davi, path);
        assertThat(begun.path("questions")).hasSize(2);
        assertThat(begun.toString()).as("no solutions").doesNotContain("correct", "solutions", "Veja o painel");
        assertThat(courses.begin(davi, path)).as("the same attempt").isEqualTo(begun);
        courses.submit(davi, path, 1, WRONG).expectStatus().isOk().expectBody().jsonPath("$.percent").isEqualTo(50)
                .jsonPath("$.passed").isEqualTo(false);
        assertThat(courses.begin(davi, path).path("number").asInt()).isEqualTo(2);
        for (int attempt = 0; attempt < 2; attempt++)
            courses.submit(davi, path, 2, RIGHT).expectStatus().isOk().expectBody().jsonPath("$.percent").isEqualTo(100)
                    .jsonPath("$.passed").isEqualTo(true);
        courses.submit(davi, path, 2, WRONG).expectStatus().isEqualTo(409);
        davi.post().uri(path + FINAL).exchange().expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("assessment-passed");
        assertThat(enrolment(Persona.DAVI, path).path("state").asString()).isEqualTo("IN_PROGRESS");

        var completed = courses.put(Persona.DAVI, path + "/lessons/dois/completion");

        assertThat(completed.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(completed.path("percent").asInt()).isEqualTo(100);
        var certificate = json(api.anonymous().get().uri("/api/v1/certificates/" + completed.path("certificate").asString())
                .header("Accept", "application/json").exchange().expectStatus().isOk());
        assertThat(certificate.toString()).contains("Davi Rocha", "Do começo ao fim", "VALID");
        var issued = kafka.receive(CertificateIssued.class, each -> each.courseId().equals(id));
        assertThat(issued.productMajor()).isEqualTo(9);
        assertThat(issued.toString()).doesNotContain("Davi Rocha");
        assertThat(kafka.receive(CourseEnrolled.class, each -> each.itemId().equals(id)).personId()).isEqualTo(Persona.DAVI.id());
        assertThat(kafka.receive(AssessmentGraded.class, each -> each.itemId().equals(id) && each.passed()).attempt())
                .isEqualTo(2);
        assertThat(kafka.receive(CourseCompleted.class, each -> each.itemId().equals(id)).percent()).isEqualTo(100);
        courses.put(Persona.DAVI, path + "/lessons/dois/completion");
        assertThat(courses.get(Persona.DAVI, path + FINAL + "?limit=1").path("items").findValuesAsString("number"))
                .containsExactly("2");
        assertThat(courses.get(Persona.DAVI, "/api/v1/enrolments?limit=1").at("/items/0/course").asString()).isEqualTo(id);
        assertThat(courses.get(Persona.CARLA, "/api/v1/enrolments").path("items")).isEmpty();
    }

    @Test
    void result_and_certificate_that_a_crash_has_left_open_are_completed() {
        var path = courses.publish("Queda", Map.of("assessments", List.of(assessment())));
        var id = path.substring(path.lastIndexOf('/') + 1);
        var carla = as(Persona.CARLA);
        courses.put(Persona.CARLA, path + "/enrolment");
        courses.put(Persona.CARLA, path + "/lessons/um/completion");
        courses.put(Persona.CARLA, path + "/lessons/dois/completion");
        courses.begin(carla, path);
        var enrolments = mongo.getDatabase(service.database()).getCollection("enrolments");
        var before = enrolments.find(Filters.eq("state.courseId", id)).first();
        courses.submit(carla, path, 1, RIGHT).expectStatus().isOk();
        var code = enrolment(Persona.CARLA, path).path("certificate").asString();
        assertThat(code).startsWith("AMP-");

        // Another version than before, so that no event has the id of an earlier one.
        enrolments.replaceOne(Filters.eq("state.courseId", id), before.append("version", 100L).append("outbox", List.of()));
        mongo.getDatabase(service.database()).getCollection("attempts").updateMany(
                Filters.eq("state.enrolmentId", before.getString("_id")), Updates.combine(Updates.set("state.recorded", false),
                        Updates.set("inbox", List.of()), Updates.set("dueAt", new Date())));

        await().until(() -> enrolment(Persona.CARLA, path).path("certificate").asString("").equals(code));
        assertThat(enrolment(Persona.CARLA, path).path("percent").asInt()).isEqualTo(100);
    }

    @Test
    void begin_records_a_result_that_a_crash_has_left_open() {
        var path = courses.publish("Queda antes", Map.of("assessments", List.of(assessment())));
        var id = path.substring(path.lastIndexOf('/') + 1);
        var davi = as(Persona.DAVI);
        courses.put(Persona.DAVI, path + "/enrolment");
        courses.begin(davi, path);
        var enrolments = mongo.getDatabase(service.database()).getCollection("enrolments");
        var before = enrolments.find(Filters.eq("state.courseId", id)).first();
        courses.submit(davi, path, 1, RIGHT).expectStatus().isOk();
        enrolments.replaceOne(Filters.eq("state.courseId", id), before.append("version", 100L).append("outbox", List.of()));
        // Not due: the ticker does not find it.
        mongo.getDatabase(service.database()).getCollection("attempts").updateMany(
                Filters.eq("state.enrolmentId", before.getString("_id")),
                Updates.combine(Updates.set("state.recorded", false), Updates.set("inbox", List.of())));

        davi.post().uri(path + FINAL).exchange().expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("assessment-passed");
        assertThat(enrolment(Persona.DAVI, path).at("/assessments/0/passed").asBoolean()).isTrue();
    }

    @Tag("R4.3")
    @Test
    void learner_continues_where_the_video_stopped() {
        var path = courses.publish("Continuar", Map.of());
        courses.put(Persona.CARLA, path + "/enrolment");

        courses.put(Persona.CARLA, path + "/enrolment/position", Map.of("lesson", "dois", "seconds", 252));

        assertThat(enrolment(Persona.CARLA, path).path("position"))
                .hasToString("{\"lesson\":\"dois\",\"seconds\":252,\"href\":\"" + path + "/lessons/dois\"}");
        var refused = api.as(Persona.CARLA).put().uri(path + "/enrolment/position").body(Map.of("lesson", "", "seconds", -1));
        assertThat(errors(refused.exchange())).hasSize(2);
        api.as(Persona.CARLA).put().uri(path + "/enrolment/position").body(Map.of("lesson", "tres", "seconds", 1)).exchange()
                .expectStatus().isNotFound();
    }

    @Test
    void attempts_end_and_answers_are_checked() {
        var path = courses.publish("Tentativas", Map.of("assessments", List.of(assessment())));
        courses.put(Persona.CARLA, path + "/enrolment");
        var carla = as(Persona.CARLA);
        courses.begin(carla, path);

        assertThat(errors(carla.put().uri(path + FINAL + "/x/answers").body(RIGHT).exchange())).singleElement().asString()
                .startsWith("number ");
        courses.submit(carla, path, 2, RIGHT).expectStatus().isNotFound();
        assertThat(errors(courses.submit(carla, path, 1, answers("c", "doze")))).hasSize(2)
                .allMatch(each -> each.startsWith("answers["));
        assertThat(enrolment(Persona.CARLA, path).at("/assessments/0/openAttempt").asInt()).as("no attempt was used").isOne();
        for (int number = 1; number <= 2; number++) {
            courses.begin(carla, path);
            courses.submit(carla, path, number, WRONG).expectStatus().isOk();
        }
        carla.post().uri(path + FINAL).exchange().expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("attempts-exhausted");
        assertThat(courses.get(Persona.CARLA, path + FINAL).toString()).as("no solutions without passing")
                .contains("\"right\":false").doesNotContain("correct", "solutions");
        var unknown = path + "/assessments/nada/attempts";
        carla.post().uri(unknown).exchange().expectStatus().isNotFound();
        for (var person : List.of(Persona.CARLA, Persona.DAVI))
            api.as(person).get().uri(unknown).exchange().expectStatus().isNotFound();
    }

    @Test
    void forged_cursor_lists_no_attempts_of_others() {
        var path = courses.publish("Cursor", Map.of("assessments", List.of(assessment())));
        for (var person : List.of(Persona.CARLA, Persona.DAVI)) {
            courses.put(person, path + "/enrolment");
            for (int number = 1; number <= (person == Persona.CARLA ? 2 : 1); number++) {
                courses.begin(as(person), path);
                courses.submit(as(person), path, number, WRONG).expectStatus().isOk();
            }
        }
        for (var person : List.of(Persona.CARLA, Persona.DAVI)) {
            assertThat(errors(api.as(person).get().uri(path + FINAL + "?cursor=" + cursor(path + FINAL, "~")).exchange()))
                    .containsExactly("cursor malformed");
            var own = courses.get(person, path + FINAL + "?cursor=" + cursor(path + FINAL, "/2147483647")).path("items");
            assertThat(own).hasSize(person == Persona.CARLA ? 2 : 1);
        }
        var first = courses.get(Persona.CARLA, path + FINAL + "?limit=1");
        assertThat(courses.get(Persona.CARLA, path + FINAL + "?limit=1&cursor=" + first.path("next").asString())
                .at("/items/0/number").asInt()).isOne();
    }

    @Tag("R4.2")
    @Test
    void attempt_that_is_open_ends_with_its_version() {
        var path = courses.publish("Aberta", Map.of("assessments", List.of(assessment())));
        var davi = as(Persona.DAVI);
        courses.put(Persona.DAVI, path + "/enrolment");
        courses.begin(davi, path);
        courses.revise(path, content("Aberta de novo", Map.of("assessments", List.of(assessment()))));
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();
        courses.put(Persona.DAVI, path + "/enrolment/revision", Map.of("revision", 2));

        courses.submit(davi, path, 1, RIGHT).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("attempt-ended");
        assertThat(courses.begin(davi, path).path("number").asInt()).isEqualTo(2);
        courses.submit(davi, path, 2, RIGHT).expectStatus().isOk();
    }

    /** The contract of Carla begins: her person id changes. */
    @Test
    void learner_who_gets_a_contract_completes_for_the_company_and_keeps_the_statements() {
        var path = courses.publish("Contrato", Map.of("assessments", List.of(assessment())));
        courses.put(Persona.CARLA, path + "/enrolment");
        courses.put(Persona.CARLA, path + "/lessons/um/completion");
        courses.put(Persona.CARLA, path + "/lessons/dois/completion");
        courses.begin(as(Persona.CARLA), path);
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().until(() -> contacts.findByEmail(Persona.CARLA.email()).isPresent());

        courses.submit(as(Persona.CARLA), path, 1, RIGHT).expectStatus().isOk();

        assertThat(kafka.receive(CourseCompleted.class, each -> each.itemId().equals("contrato")).customerId())
                .isEqualTo("borealis");
        await().untilAsserted(
                () -> assertThat(courses.get(Persona.CARLA, "/api/v1/xapi/statements?limit=100").toString()).contains(
                        "expapi/verbs/initialized", "expapi/verbs/passed", "\"pt-BR\":\"Lição um\"", "\"pt-BR\":\"Avaliação\""));
    }

    @Tag("R4.2")
    @Test
    void learner_stays_on_the_version_and_moves_on_with_the_same_lessons() {
        var path = courses.publish("Nova versão", Map.of());
        courses.put(Persona.DAVI, path + "/enrolment");
        courses.put(Persona.DAVI, path + "/lessons/um/completion");
        courses.revise(path, content("Nova versão", Map.of("lessons", List.of(lesson("um", "Novo"), lesson("tres", "Três")))));
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();

        var before = enrolment(Persona.DAVI, path);
        assertThat(before.path("revision").asInt()).isOne();
        assertThat(before.at("/actions/0/code").asString()).isEqualTo("ADVANCE");
        assertThat(courses.get(Persona.DAVI, path + "/lessons/um").path("body").asString()).isEqualTo("Texto um");
        assertThat(courses.get(Persona.CARLA, path + "/lessons/um").path("body").asString()).isEqualTo("Novo");
        assertThat(errors(api.as(Persona.DAVI).put().uri(path + "/enrolment/revision").body(Map.of("revision", 3)).exchange()))
                .containsExactly("revision one-of");

        var moved = courses.put(Persona.DAVI, path + "/enrolment/revision", Map.of("revision", 2));

        assertThat(moved.path("revision").asInt()).isEqualTo(2);
        assertThat(texts(moved.path("lessons"), "id", "completed")).containsExactly("um true", "tres false");
        assertThat(courses.put(Persona.DAVI, path + "/lessons/tres/completion").path("state").asString()).isEqualTo("COMPLETED");
        courses.changeState(path, "ARCHIVED").expectStatus().isOk();
        assertThat(courses.get(Persona.DAVI, path + "/lessons/um").path("revision").asInt()).as("begun courses stay")
                .isEqualTo(2);
        api.as(Persona.FABIO).put().uri(path + "/enrolment").exchange().expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.code").isEqualTo("course-not-published");
    }

    @Test
    void concurrent_requests_begin_one_attempt_and_complete_the_course_once() throws Exception {
        var path = courses.publish("Ao mesmo tempo", Map.of("assessments", List.of(assessment())));
        var diego = as(Persona.DIEGO);
        inParallel(() -> courses.put(Persona.DIEGO, path + "/enrolment"));
        inParallel(() -> courses.begin(diego, path));
        assertThat(courses.get(Persona.DIEGO, path + FINAL).path("items")).hasSize(1);
        inParallel(() -> courses.submit(diego, path, 1, RIGHT).expectStatus().isOk());
        courses.put(Persona.DIEGO, path + "/lessons/um/completion");

        inParallel(() -> courses.put(Persona.DIEGO, path + "/lessons/dois/completion"));

        kafka.receive(CourseCompleted.class, each -> each.itemId().equals("ao-mesmo-tempo"));
        courses.publish("Depois", Map.of());
        kafka.receive(CoursePublished.class, each -> each.itemId().equals("depois"));
        assertThat(kafka.received(CourseCompleted.class)).filteredOn(each -> each.itemId().equals("ao-mesmo-tempo")).hasSize(1);
        assertThat(kafka.received(AssessmentGraded.class)).filteredOn(each -> each.itemId().equals("ao-mesmo-tempo")).hasSize(1);
    }

    private static void inParallel(Callable<?> request) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : executor.invokeAll(Collections.nCopies(6, request))) done.get();
        }
    }

    @Test
    void teacher_sees_learners_and_the_hardest_questions() {
        var path = courses.publish("Turma", Map.of("assessments", List.of(assessment())));
        for (var person : List.of(Persona.BRUNO, Persona.DAVI)) {
            courses.put(person, path + "/enrolment");
            courses.put(person, path + "/lessons/um/completion");
            courses.put(person, path + "/lessons/dois/completion");
            courses.begin(as(person), path);
            courses.submit(as(person), path, 1, person == Persona.BRUNO ? RIGHT : WRONG).expectStatus().isOk();
        }

        var learners = courses.get(Persona.GISELE, path + "/learners").path("items");
        assertThat(texts(learners, "person", "name", "state", "percent")).containsExactly(
                Persona.DAVI.id() + " Davi Rocha IN_PROGRESS 50", Persona.BRUNO.id() + " Bruno Lima COMPLETED 100");
        assertThat(learners.at("/1/customer").asString()).isEqualTo("acme");
        var summary = courses.get(Persona.GISELE, path + "/learners/summary");
        assertThat(summary.path("enrolled").asInt()).isEqualTo(2);
        assertThat(summary.path("completed").asInt()).isOne();
        assertThat(summary.path("averagePercent").asInt()).isEqualTo(100);
        assertThat(texts(summary.path("hardest"), "question", "answers", "wrongPercent")).containsExactly("q1 2 50", "q2 2 0");
        api.as(Persona.BRUNO).get().uri(path + "/learners").exchange().expectStatus().isForbidden();
        assertThat(kafka.receive(CourseCompleted.class,
                each -> each.itemId().equals("turma") && each.personId().equals(Persona.BRUNO.id())).customerId())
                .isEqualTo("acme");
    }

    @Test
    void statements_follow_xapi_and_a_learner_reads_the_own_ones() {
        var path = courses.publish("Registro", Map.of());
        courses.put(Persona.ERIKA, path + "/enrolment");
        courses.put(Persona.ERIKA, path + "/lessons/um/completion");
        courses.put(Persona.ERIKA, path + "/lessons/dois/completion");

        var statements = "/api/v1/xapi/statements?ascending=true&limit=2";
        await().until(() -> courses.get(Persona.ERIKA, "/api/v1/xapi/statements").path("statements").size() == 4);
        var answered = api.as(Persona.ERIKA).get().uri(statements).exchange();
        var consistent = Instant.parse(answered.expectHeader().exists("X-Experience-API-Consistent-Through").returnResult()
                .getResponseHeaders().getFirst("X-Experience-API-Consistent-Through"));
        var first = json(answered);
        assertThat(Instant.parse(first.at("/statements/1/stored").asString())).isBeforeOrEqualTo(consistent);
        assertThat(first.at("/statements/0/verb/id").asString()).isEqualTo("http://adlnet.gov/expapi/verbs/initialized");
        assertThat(first.at("/statements/0/actor/account/name").asString()).isEqualTo(Persona.ERIKA.id());
        assertThat(first.at("/statements/0/object/id").asString()).endsWith(path);
        assertThat(first.toString()).doesNotContain(Persona.ERIKA.email(), Persona.ERIKA.fullName());
        var second = courses.get(Persona.ERIKA, first.path("more").asString());
        assertThat(second.path("statements")).hasSize(2);
        assertThat(second.path("more").asString()).isEmpty();
        var completed = "http://adlnet.gov/expapi/verbs/completed";
        var all = api.as(Persona.FABIO).get().uri("/api/v1/xapi/statements?verb={verb}&limit=100", completed).exchange();
        assertThat(texts(json(all).path("statements"), "version")).contains("1.0.3");
        assertThat(courses.get(Persona.ANA, "/api/v1/xapi/statements").path("statements")).isEmpty();
        assertThat(errors(api.as(Persona.ANA).get().uri("/api/v1/xapi/statements?verb=liked").exchange())).hasSize(1);
    }
}
