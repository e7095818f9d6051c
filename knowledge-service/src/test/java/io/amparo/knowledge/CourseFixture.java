package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** Writes courses as staff. */
record CourseFixture(ApiClients api) {
    static final String COURSES = "/api/v1/courses";
    static final String FINAL = "/assessments/final/attempts";
    static final Map<String, Object> CHOICE = Map.of("id", "q1", "type", "SINGLE_CHOICE", "text", "Que cor é crítica?", "options",
            List.of(Map.of("id", "a", "text", "Vermelho", "correct", true),
                    Map.of("id", "b", "text", "Verde", "feedback", "Não")),
            "feedback", "Veja o painel");
    private static final Map<String, Object> NUMBER = Map.of("id", "q2", "type", "NUMERIC", "text", "10 de 80 em por cento?",
            "answer", 12.5, "tolerance", 0.1, "unit", "%");

    /** An assessment with two questions and two attempts. */
    static Map<String, Object> assessment() {
        return Map.of("id", "final", "title", "Avaliação", "passPercent", 100, "attempts", 2, "pools",
                List.of(Map.of("draw", 2, "questions", List.of(CHOICE, NUMBER))));
    }

    static Map<String, Object> lesson(String id, String body) {
        return Map.of("id", id, "title", "Lição " + id, "minutes", 5, "body", body);
    }

    static Map<String, Object> content(String title, Map<String, ?> changes) {
        var content = new HashMap<String, Object>(Map.of("title", title, "summary", "Resumo", "language", "pt-BR", "lessons",
                List.of(lesson("um", "Texto um"), lesson("dois", "Texto dois"))));
        content.putAll(changes);
        return content;
    }

    /** Returns two answers, of which the first or both are right. */
    static Map<String, Object> answers(String option, String number) {
        return Map.of("answers",
                List.of(Map.of("question", "q1", "options", List.of(option)), Map.of("question", "q2", "text", number)));
    }

    ResponseSpec create(String title, Map<String, ?> changes) {
        return api.as(Persona.FABIO).post().uri(COURSES).body(content(title, changes)).exchange();
    }

    /** Returns the path of a published course. */
    String publish(String title, Map<String, ?> changes) {
        var path = location(create(title, changes).expectStatus().isCreated());
        changeState(path, "PUBLISHED").expectStatus().isOk();
        return path;
    }

    ResponseSpec changeState(String path, String state) {
        return api.as(Persona.GISELE).put().uri(path + "/state").header("If-Match", currentEtag(path))
                .body(Map.of("state", state)).exchange();
    }

    ResponseSpec revise(String path, Map<String, ?> content) {
        return api.as(Persona.FABIO).put().uri(path).header("If-Match", currentEtag(path)).body(content).exchange();
    }

    String currentEtag(String path) {
        return etag(api.as(Persona.FABIO).get().uri(path).exchange().expectStatus().isOk());
    }

    JsonNode get(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    JsonNode put(Persona person, String path) {
        return json(api.as(person).put().uri(path).exchange().expectStatus().isOk());
    }

    JsonNode put(Persona person, String path, Object body) {
        return json(api.as(person).put().uri(path).body(body).exchange().expectStatus().isOk());
    }

    JsonNode begin(RestTestClient learner, String course) {
        return json(learner.post().uri(course + FINAL).exchange().expectStatus().isOk());
    }

    ResponseSpec submit(RestTestClient learner, String course, int number, Map<String, ?> answers) {
        return learner.put().uri(course + FINAL + "/" + number + "/answers").body(answers).exchange();
    }

    /** Returns the parts of a request that uploads a file. */
    static MultiValueMap<String, Object> upload(String name, byte[] content) {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("file", new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        return parts;
    }

    ResponseSpec upload(Persona person, String course, String key, String name, byte[] content) {
        return api.as(person).post().uri(course + "/files").contentType(MediaType.MULTIPART_FORM_DATA)
                .header("Idempotency-Key", key).body(upload(name, content)).exchange();
    }

    /** Uploads a file and returns its id. */
    String upload(String course, String name, byte[] content) {
        return json(upload(Persona.FABIO, course, UUID.randomUUID().toString(), name, content).expectStatus().isCreated())
                .path("id").asString();
    }

    /** Returns a lesson that names files. */
    static Map<String, Object> lessonWith(String id, String... files) {
        var lesson = new HashMap<>(lesson(id, "Texto " + id));
        lesson.put("files", Stream.of(files).map(file -> Map.of("title", "Arquivo", "id", file)).toList());
        return lesson;
    }

    /** Returns path and query of a download. */
    String link(Persona person, String course, String file) {
        return get(person, course + "/files/" + file + "/link").path("href").asString();
    }

    /** Returns the cursor that a caller can write for a key of a list. */
    static String cursor(String list, String key) {
        var checksum = new CRC32();
        checksum.update((list + "\0" + key).getBytes(UTF_8));
        var bytes = key.getBytes(UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt((int) checksum.getValue()).put(bytes).array());
    }

    static List<String> errors(ResponseSpec refused) {
        return texts(json(refused.expectStatus().isEqualTo(422)).path("errors"), "field", "code");
    }

    static List<String> texts(JsonNode items, String... fields) {
        return items.valueStream()
                .map(each -> String.join(" ", Stream.of(fields).map(field -> each.path(field).asString()).toList())).toList();
    }
}
