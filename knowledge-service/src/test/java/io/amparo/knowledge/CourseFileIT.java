package io.amparo.knowledge;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.knowledge.CourseFixture.COURSES;
import static io.amparo.knowledge.CourseFixture.content;
import static io.amparo.knowledge.CourseFixture.errors;
import static io.amparo.knowledge.CourseFixture.lessonWith;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.file.DownloadLinks;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@Tag("R4.2")
@ServiceTest({"amparo.demo=true", "amparo.courses.file-sweep=200ms"})
class CourseFileIT {
    private static final byte[] TEXT = "uma linha\n".getBytes(UTF_8);
    private static final Date MORE_THAN_A_DAY_AGO = Date.from(Instant.now().minus(Duration.ofHours(25)));

    @Autowired
    ApiClients api;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;
    @Autowired
    DownloadLinks links;
    @Value("${local.server.port}")
    int port;
    private CourseFixture courses;

    @BeforeEach
    void create_fixture() {
        courses = new CourseFixture(api);
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(service.database()).getCollection(name);
    }

    private String draft(String title) {
        return location(courses.create(title, Map.of()).expectStatus().isCreated());
    }

    private void nameInDraft(String course, String title, String... files) {
        courses.revise(course, content(title, Map.of("lessons", List.of(lessonWith("um", files))))).expectStatus().isOk();
    }

    private ResponseSpec download(String link) {
        return api.anonymous().get().uri(URI.create(link)).exchange();
    }

    private ResponseSpec link(Persona person, String course, String file) {
        return api.as(person).get().uri(course + "/files/" + file + "/link").exchange();
    }

    private static String problem(ResponseSpec refused, int status) {
        return json(refused.expectStatus().isEqualTo(status)).path("code").asString();
    }

    /** Lets the clean-up see the file as one without use for more than a day, and waits until it has decided. */
    private void sweep(String file) {
        collection("course_files").updateOne(eq(file), set("unusedSince", MORE_THAN_A_DAY_AGO));
        await().until(() -> {
            var found = collection("course_files").find(eq(file)).first();
            return found == null || !MORE_THAN_A_DAY_AGO.equals(found.getDate("unusedSince"));
        });
    }

    @Test
    void file_of_a_published_lesson_is_downloaded_by_every_signed_in_person() {
        var path = draft("Com arquivo");
        var added = json(courses.upload(Persona.FABIO, path, "k", "passos.txt", TEXT).expectStatus().isCreated());
        var id = added.path("id").asString();
        assertThat(added.path("type").asString() + " " + added.path("size").asInt()).isEqualTo("text/plain " + TEXT.length);
        nameInDraft(path, "Com arquivo", id);
        assertThat(courses.get(Persona.FABIO, path + "/draft").at("/lessons/0/files/0/name").asString()).isEqualTo("passos.txt");
        link(Persona.DAVI, path, id).expectStatus().isNotFound();
        assertThat(courses.link(Persona.GISELE, path, id)).as("of the draft").isNotEmpty();

        courses.changeState(path, "PUBLISHED").expectStatus().isOk();

        var file = courses.get(Persona.DAVI, path + "/lessons/um").at("/files/0");
        assertThat(file.path("title").asString() + " " + file.path("size").asInt()).isEqualTo("Arquivo " + TEXT.length);
        var href = courses.get(Persona.DAVI, file.path("href").asString()).path("href").asString();
        var headers = download(href).expectStatus().isOk().expectBody(byte[].class).isEqualTo(TEXT).returnResult()
                .getResponseHeaders();
        assertThat(headers.getFirst(HttpHeaders.ETAG)).isEqualTo("\"" + added.path("sha256").asString() + "\"");
        assertThat(headers.getFirst(HttpHeaders.CONTENT_DISPOSITION)).startsWith("inline;").contains("passos.txt");
        assertThat(courses.get(Persona.FABIO, path + "/versions/1").at("/lessons/0/files/0/id").asString()).isEqualTo(id);
        courses.changeState(path, "ARCHIVED").expectStatus().isOk();
        link(Persona.DAVI, path, id).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../../etc/passwd | texto                                  | passwd       | text/plain               | inline
            page.png         | <html><script>alert(1)</script></html> | page.png     | text/html                | attachment
            image.png        | <svg xmlns="http://www.w3.org/2000/svg"/> | image.png | image/svg+xml            | attachment
            a;b.txt          | texto                                  | a_b.txt      | text/plain               | inline
            """)
    void hostile_name_or_type_is_never_shown_by_a_browser(String sent, String text, String name, String type,
            String disposition) {
        var path = draft("Hostil " + UUID.randomUUID());
        var id = courses.upload(path, sent, text.getBytes(UTF_8));

        var headers = download(courses.link(Persona.FABIO, path, id)).expectStatus().isOk().returnResult().getResponseHeaders();

        assertThat(headers.getContentDisposition().getFilename()).isEqualTo(name);
        assertThat(headers.getContentDisposition().getType()).isEqualTo(disposition);
        assertThat(headers.getFirst(HttpHeaders.CONTENT_TYPE)).isEqualTo(type);
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.getFirst("Content-Security-Policy")).contains("sandbox");
    }

    /** Sends one byte more than the limit. The client of the other tests does not read an answer that comes before its end. */
    private HttpResponse<String> sendTooLarge(String path) throws Exception {
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n".getBytes(UTF_8);
        var parts = List.of(head, new byte[(25 << 20) + 1], "\r\n--b--\r\n".getBytes(UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + "/files"))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.FABIO))
                .header("Content-Type", "multipart/form-data; boundary=b").POST(BodyPublishers.ofByteArrays(parts)).build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            return response;
        }
    }

    @Test
    void empty_or_too_large_file_is_refused_and_leaves_nothing() throws Exception {
        var path = draft("Grande demais");
        long chunks = collection("course_files.chunks").countDocuments();

        assertThat(sendTooLarge(path).body()).contains("too-large");
        assertThat(errors(courses.upload(Persona.FABIO, path, "k", "a.bin", new byte[0]))).containsExactly("file required");

        assertThat(collection("course_files").countDocuments(eq("courseId", "grande-demais"))).isZero();
        assertThat(collection("course_files.chunks").countDocuments()).isEqualTo(chunks);
        assertThat(collection("course_uploads").countDocuments()).isZero();
    }

    @Test
    void body_that_is_no_upload_is_refused() {
        var path = draft("Sem partes");
        var request = api.as(Persona.FABIO).post().uri(path + "/files").contentType(MediaType.MULTIPART_FORM_DATA).body("{}");

        assertThat(problem(request.exchange(), 400)).isEqualTo("bad-request");
    }

    @Test
    void version_keeps_its_file_after_a_later_draft_has_replaced_it() {
        var path = draft("Trocado");
        var first = courses.upload(path, "um.txt", TEXT);
        nameInDraft(path, "Trocado", first);
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();
        courses.put(Persona.DAVI, path + "/enrolment");
        var second = courses.upload(path, "dois.txt", "outra\n".getBytes(UTF_8));
        nameInDraft(path, "Trocado", second);
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();

        sweep(first);
        sweep(second);

        download(courses.link(Persona.DAVI, path, first)).expectStatus().isOk().expectBody(byte[].class).isEqualTo(TEXT);
        link(Persona.DAVI, path, second).expectStatus().isNotFound();
        link(Persona.ANA, path, first).expectStatus().isNotFound();
        download(courses.link(Persona.ANA, path, second)).expectStatus().isOk();
        nameInDraft(path, "Trocado");
        assertThat(collection("course_files").find(eq(second)).first()).as("of the draft before").containsKey("unusedSince");
        sweep(second);
        courses.changeState(path, "PUBLISHED").expectStatus().isOk();
        sweep(second);
        assertThat(courses.get(Persona.FABIO, path + "/versions/2").at("/lessons/0/files/0/name").asString())
                .isEqualTo("dois.txt");
    }

    @Test
    void file_that_no_draft_and_no_version_names_is_removed_after_a_day() {
        var path = draft("Sem uso");
        var unused = courses.upload(path, "a.txt", TEXT);
        var named = courses.upload(path, "b.txt", TEXT);
        nameInDraft(path, "Sem uso", named);
        var content = collection("course_files").find(eq(unused)).first().getString("content");
        // A crash during another upload leaves chunks without their file.
        collection("course_uploads")
                .insertOne(new Document("_id", "crashed").append("fileId", "x").append("at", MORE_THAN_A_DAY_AGO));
        collection("course_files.chunks").insertOne(new Document("files_id", "crashed").append("n", 0));

        sweep(unused);
        sweep(named);

        assertThat(collection("course_files").find(eq(unused)).first()).isNull();
        assertThat(collection("course_files.chunks").countDocuments(eq("files_id", content))).isZero();
        await().until(() -> collection("course_uploads").find(eq("crashed")).first() == null);
        assertThat(collection("course_files.chunks").countDocuments(eq("files_id", "crashed"))).isZero();
        link(Persona.FABIO, path, unused).expectStatus().isNotFound();
        assertThat(errors(courses.revise(path, content("Sem uso", Map.of("lessons", List.of(lessonWith("um", named, unused)))))))
                .containsExactly("lessons[0].files[1].id unknown-file");
        courses.link(Persona.FABIO, path, named);
        nameInDraft(path, "Sem uso");
        sweep(named);
        assertThat(collection("course_files").find(eq(named)).first()).isNull();
    }

    @Test
    void draft_keeps_a_file_whose_day_has_almost_passed() {
        var path = draft("No limite");
        var id = courses.upload(path, "a.txt", TEXT);
        var almostADayAgo = Date.from(Instant.now().minus(Duration.ofHours(23)));
        collection("course_files").updateOne(eq(id), set("unusedSince", almostADayAgo));

        nameInDraft(path, "No limite", id);

        assertThat(collection("course_files").find(eq(id)).first().getDate("unusedSince")).isAfter(almostADayAgo);
    }

    @Test
    void files_of_another_course_are_not_found() {
        var path = draft("Um dono");
        var id = courses.upload(path, "a.txt", TEXT);
        var other = draft("Outro dono");

        link(Persona.FABIO, other, id).expectStatus().isNotFound();
        assertThat(errors(courses.revise(other, content("Outro dono", Map.of("lessons", List.of(lessonWith("um", id)))))))
                .containsExactly("lessons[0].files[0].id unknown-file");
        assertThat(errors(courses.create("Sem dono", Map.of("lessons", List.of(lessonWith("um", id))))))
                .containsExactly("lessons[0].files[0].id unknown-file");
        assertThat(problem(courses.upload(Persona.DAVI, path, "k", "a.txt", TEXT), 403)).isEqualTo("forbidden");
        assertThat(problem(courses.upload(Persona.FABIO, COURSES + "/nenhum", "k", "a.txt", TEXT), 404)).isEqualTo("not-found");
    }

    @Test
    void repeated_key_adds_one_file_and_refuses_other_content() throws Exception {
        var path = draft("Repetido");
        var ids = new HashSet<String>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(_ -> executor.submit(
                            () -> json(courses.upload(Persona.FABIO, path, "k", "a.txt", TEXT).expectStatus().isCreated())))
                    .toList();
            for (var call : calls) ids.add(call.get().path("id").asString());
        }

        assertThat(ids).hasSize(1);
        assertThat(collection("course_files").countDocuments(eq("courseId", "repetido"))).isOne();
        assertThat(problem(courses.upload(Persona.FABIO, path, "k", "a.txt", "outro".getBytes(UTF_8)), 422))
                .isEqualTo("key-reused");
    }

    @Test
    void course_takes_200_files() {
        var path = draft("Cheio");
        courses.upload(path, "a.txt", TEXT);
        var first = collection("course_files").find(eq("courseId", "cheio")).first();
        collection("course_files")
                .insertMany(IntStream.range(0, 199).mapToObj(n -> new Document(first).append("_id", "cheio-" + n)).toList());

        assertThat(problem(courses.upload(Persona.FABIO, path, "k", "b.txt", TEXT), 409)).isEqualTo("course-files-full");
    }

    @Test
    void forged_or_expired_link_is_refused() {
        var path = draft("Assinado");
        var id = courses.upload(path, "a.txt", TEXT);
        var link = courses.link(Persona.FABIO, path, id);

        download(link.replaceFirst("expires=\\d+", "expires=99999999999")).expectStatus().isNotFound();
        download(link.substring(0, link.length() - 4) + "AAAA").expectStatus().isNotFound();
        assertThat(problem(download(links.create(id, Instant.now().minusSeconds(62)).href()), 403)).isEqualTo("link-expired");
    }

    @Test
    void course_of_the_demonstration_has_a_file() {
        var course = COURSES + "/opmon-9-para-operadores";
        var file = courses.get(Persona.DAVI, course + "/lessons/passagem-de-turno").at("/files/0");

        assertThat(file.path("name").asString()).isEqualTo("passagem-de-turno.txt");
        var text = download(courses.link(Persona.DAVI, course, file.path("id").asString())).expectStatus().isOk()
                .expectBody(byte[].class).returnResult().getResponseBody();
        assertThat(new String(text, UTF_8)).startsWith("\uFEFFPASSAGEM DE TURNO").contains("ATENÇÃO");
    }
}
