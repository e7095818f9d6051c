package io.amparo.knowledge;

import static io.amparo.knowledge.CourseFixture.CHOICE;
import static io.amparo.knowledge.CourseFixture.COURSES;
import static io.amparo.knowledge.CourseFixture.assessment;
import static io.amparo.knowledge.CourseFixture.content;
import static io.amparo.knowledge.CourseFixture.errors;
import static io.amparo.knowledge.CourseFixture.lesson;
import static io.amparo.knowledge.CourseFixture.texts;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.CourseArchived;
import io.amparo.events.knowledge.KnowledgeEvent.CoursePublished;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.demo=true", "amparo.enrolments.repair-interval=200ms",
        "amparo.xapi.delay=100ms"}, name = "CourseIT")
class CourseIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private CourseFixture courses;

    @BeforeEach
    void create_fixture() {
        courses = new CourseFixture(api);
    }

    @Tag("R4.1")
    @Test
    void every_signed_in_person_reads_published_courses_only() {
        var path = location(courses.create("Rotas do NOC", Map.of("tags", List.of("NOC"), "assessments", List.of(assessment())))
                .expectStatus().isCreated());
        api.as(Persona.DAVI).get().uri(path).exchange().expectStatus().isNotFound();
        api.as(Persona.DAVI).get().uri(path + "/lessons/um").exchange().expectStatus().isNotFound();
        assertThat(ids(Persona.FABIO, "state=DRAFT")).contains("rotas-do-noc");
        assertThat(ids(Persona.DAVI, "")).doesNotContain("rotas-do-noc");
        assertThat(ids(Persona.DAVI, "state=DRAFT")).doesNotContain("rotas-do-noc");
        assertThat(found("/api/v1/search?in=courses&q=rotas")).isEmpty();
        assertThat(courses.get(Persona.FABIO, path + "/lessons/um?draft=true").path("bodyHtml").asString()).contains("Texto um");
        api.as(Persona.DAVI).get().uri(path + "/lessons/um?draft=true").exchange().expectStatus().isForbidden();

        courses.changeState(path, "PUBLISHED").expectStatus().isOk();

        assertThat(kafka.receive(CoursePublished.class, each -> each.itemId().equals("rotas-do-noc")).courseVersion()).isOne();
        var read = courses.get(Persona.DAVI, path);
        assertThat(texts(read.path("lessons"), "id", "href")).containsExactly("um " + path + "/lessons/um",
                "dois " + path + "/lessons/dois");
        assertThat(read.at("/assessments/0/questions").asInt()).isEqualTo(2);
        assertThat(read.toString()).as("no solutions").doesNotContain("Vermelho", "draftChanged");
        assertThat(ids(Persona.DAVI, "tag=noc")).containsExactly("rotas-do-noc");
        assertThat(ids(Persona.DAVI, "state=DRAFT&lang=pt-BR")).contains("rotas-do-noc");
        api.as(Persona.DAVI).get().uri(path + "/draft").exchange().expectStatus().isForbidden();
        assertThat(courses.get(Persona.FABIO, path + "/draft").toString()).contains("Vermelho");
        assertThat(found("/api/v1/search?in=courses&q=rotas")).containsExactly("rotas-do-noc");

        courses.changeState(path, "ARCHIVED").expectStatus().isOk();
        kafka.receive(CourseArchived.class, each -> each.itemId().equals("rotas-do-noc"));
        api.as(Persona.DAVI).get().uri(path).exchange().expectStatus().isNotFound();
        courses.changeState(path, "DRAFT").expectStatus().isEqualTo(409).expectBody().jsonPath("$.errors[0].allowed[0]")
                .isEqualTo("PUBLISHED");
    }

    private List<String> ids(Persona person, String query) {
        return texts(courses.get(person, COURSES + "?limit=100&" + query).path("items"), "id");
    }

    @Tag("R4.3")
    @Test
    void course_that_is_not_accessible_is_not_published_and_all_errors_are_named() {
        var video = Map.of("id", "video", "title", "Vídeo", "minutes", 3, "video", Map.of("url", "https://v.example/a.mp4"));
        var path = location(courses.create("Sem legenda", Map.of("lessons",
                List.of(lesson("um", "# Título\n\n![](a.png)"), video, Map.of("id", "nada", "title", "Nada", "minutes", 1))))
                .expectStatus().isCreated());

        assertThat(errors(courses.changeState(path, "PUBLISHED"))).containsExactly("lessons[0].body heading-order",
                "lessons[0].body alt-required", "lessons[1].video.transcript captions-required", "lessons[2].body required");

        var withTranscript = new HashMap<String, Object>(video);
        withTranscript.put("video", Map.of("url", "https://v.example/a.mp4", "transcript", "Bom dia"));
        courses.revise(path, content("Sem legenda", Map.of("lessons", List.of(withTranscript)))).expectStatus().isOk();
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();
        var lesson = courses.get(Persona.DAVI, path + "/lessons/video");
        assertThat(lesson.at("/video/transcriptHtml").asString()).isEqualTo("<div lang=\"pt-BR\"><p>Bom dia</p>\n</div>\n");
    }

    @Test
    void fields_that_do_not_fit_together_are_named() {
        assertThat(errors(courses.create("Inválido",
                Map.of("lessons", List.of(lesson("um", "a"), lesson("um", "b")), "product", "nada", "version", "x", "assessments",
                        List.of(assessment(), assessment())))))
                .containsExactly("product unknown-product", "version malformed", "lessons[1].id repeated-id",
                        "assessments[1].id repeated-id");
        var tooFew = new HashMap<>(assessment());
        tooFew.put("pools", List.of(Map.of("draw", 2, "questions", List.of(CHOICE))));
        assertThat(errors(courses.create("Inválido",
                Map.of("lessons", List.of(lesson("um", "a"), lesson("um", "b")), "product", "nada", "assessments",
                        List.of(tooFew, assessment())))))
                .as("of the course and of its assessments")
                .contains("product unknown-product", "lessons[1].id repeated-id", "assessments[1].id repeated-id")
                .anyMatch(each -> each.startsWith("assessments[0].pools[0]"));
        assertThat(errors(courses.create("Inválido",
                Map.of("lessons", List.of(Map.of("id", "A b", "title", "", "minutes", 0, "video", Map.of("url", "http://x")))))))
                .hasSize(4).allMatch(each -> each.startsWith("lessons[0]."));
        courses.create("Muito longo",
                Map.of("lessons",
                        List.of(lesson("a", "x".repeat(100_000)), lesson("b", "x".repeat(100_000)),
                                lesson("c", "x".repeat(100_000)), lesson("d", "x".repeat(100_000)), lesson("e", "x"))))
                .expectStatus().isEqualTo(422);
    }

    @Test
    void published_version_never_changes() {
        var path = courses.publish("Versões", Map.of());
        courses.revise(path, content("Versões novas", Map.of("lessons", List.of(lesson("um", "Outro texto"))))).expectStatus()
                .isOk().expectBody().jsonPath("$.draftChanged").isEqualTo(true).jsonPath("$.title").isEqualTo("Versões");
        assertThat(courses.get(Persona.DAVI, path).path("title").asString()).isEqualTo("Versões");

        var read = courses.currentEtag(path);
        for (int attempt = 0; attempt < 2; attempt++)
            api.as(Persona.GISELE).put().uri(path + "/state").header("If-Match", read).body(Map.of("state", "PUBLISHED"))
                    .exchange().expectStatus().isOk();
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();

        assertThat(courses.get(Persona.DAVI, path).path("revision").asInt()).as("no version without a change").isEqualTo(2);
        assertThat(texts(courses.get(Persona.FABIO, path + "/versions").path("items"), "revision", "title"))
                .containsExactly("2 Versões novas", "1 Versões");
        var first = courses.get(Persona.FABIO, path + "/versions?limit=1");
        assertThat(courses.get(Persona.FABIO, path + "/versions?limit=1&cursor=" + first.path("next").asString())
                .at("/items/0/revision").asInt()).isOne();
        assertThat(courses.get(Persona.FABIO, path + "/versions/1").at("/lessons/1/body").asString()).isEqualTo("Texto dois");
        assertThat(errors(api.as(Persona.FABIO).get().uri(path + "/versions/x").exchange())).first().asString()
                .startsWith("revision ");
        api.as(Persona.FABIO).get().uri(path + "/versions/3").exchange().expectStatus().isNotFound();
    }

    @Test
    void publication_is_judged_by_the_draft_that_was_read() {
        var path = location(courses.create("Lida", Map.of()).expectStatus().isCreated());
        var read = courses.currentEtag(path);
        publish(path, read).expectStatus().isOk();
        courses.revise(path, content("Lida", Map.of("lessons", List.of()))).expectStatus().isOk();

        publish(path, read).expectStatus().isOk().expectBody().jsonPath("$.revision").isEqualTo(1);
        publish(path, "\"1\"").expectStatus().isOk();
        publish(path, "\"2\"").expectStatus().isEqualTo(412);
        assertThat(errors(courses.changeState(path, "PUBLISHED"))).containsExactly("lessons required");
    }

    private ResponseSpec publish(String path, String etag) {
        return api.as(Persona.GISELE).put().uri(path + "/state").header("If-Match", etag).body(Map.of("state", "PUBLISHED"))
                .exchange();
    }

    @Test
    void repeated_request_creates_one_course_and_an_equal_title_gets_another_id() {
        ReusedKeys.check(api.as(Persona.FABIO), COURSES, Map.of("title", ""), content("Chave um", Map.of()),
                content("Chave dois", Map.of()));
        var first = location(courses.create("Mesmo curso", Map.of()));
        var second = location(courses.create("Mesmo curso", Map.of()));
        assertThat(second).startsWith(first + "-");
        courses.revise(first, content("Outro nome", Map.of())).expectStatus().isOk();
        assertThat(courses.get(Persona.FABIO, first + "/draft").path("title").asString()).isEqualTo("Outro nome");
        var read = etag(api.as(Persona.FABIO).get().uri(first + "/draft").exchange());
        api.as(Persona.FABIO).put().uri(first).header("If-Match", read).body(content("Lido", Map.of())).exchange().expectStatus()
                .isOk();
        api.as(Persona.FABIO).put().uri(first).header("If-Match", read).body(content("Lido antes", Map.of())).exchange()
                .expectStatus().isEqualTo(412);
        var stale = api.as(Persona.FABIO).put().uri(first).header("If-Match", "\"1\"").body(content("Tarde", Map.of()));
        stale.exchange().expectStatus().isEqualTo(412);
        api.as(Persona.FABIO).put().uri(first).body(content("Sem", Map.of())).exchange().expectStatus().isEqualTo(428);
    }

    @Test
    void published_course_is_found_and_suggested_until_it_is_archived() {
        var path = courses.publish("Girassóis na coleta", Map.of());
        assertThat(found("/api/v1/search?in=courses&q=girassol")).containsExactly("girassois-na-coleta");
        assertThat(texts(courses.get(Persona.DAVI, "/api/v1/suggestions?text=girassol").path("items"), "in", "href"))
                .containsExactly("courses " + path);
        assertThat(found("/api/v1/suggestions?in=articles,forum&text=girassol")).isEmpty();
        assertThat(errors(api.as(Persona.DAVI).get().uri("/api/v1/suggestions?in=tickets&text=x").exchange())).hasSize(1);

        courses.changeState(path, "ARCHIVED").expectStatus().isOk();

        assertThat(found("/api/v1/search?in=courses&q=girassol")).isEmpty();
    }

    private List<String> found(String uri) {
        return courses.get(Persona.DAVI, uri).path("items").findValuesAsString("id");
    }

    @Test
    void etag_of_a_course_allows_a_conditional_read() {
        var path = courses.publish("Cache", Map.of());
        var read = api.as(Persona.DAVI).get().uri(path).exchange();
        var etag = etag(read);
        api.as(Persona.DAVI).get().uri(path).header("If-None-Match", etag).exchange().expectStatus().isNotModified();
        assertThat(json(api.as(Persona.FABIO).get().uri(path).exchange()).path("actions").findValuesAsString("code"))
                .containsExactly("ENROL", "EDIT", "ARCHIVE");
    }
}
