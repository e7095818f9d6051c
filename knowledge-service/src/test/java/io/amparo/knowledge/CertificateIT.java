package io.amparo.knowledge;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import com.mongodb.client.MongoClient;
import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpired;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpiring;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateIssued;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateRevoked;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.knowledge.certificate.Certificate;
import io.amparo.knowledge.certificate.IssueCertificate;
import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.product.Products;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.certificates.tick=100ms")
@Tag("R4.2")
class CertificateIT {
    private static final String CERTIFICATES = "/api/v1/certificates";
    // In the past, because the broker refuses records from the future.
    private static final LocalDate START = LocalDate.of(2020, 1, 15);

    @TestConfiguration
    static class TestClockConfig {
        @Bean
        SettableClock clock() {
            return new SettableClock(at(START));
        }
    }

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    IssueCertificate issueCertificate;
    @Autowired
    SettableClock clock;
    @Autowired
    Products products;
    @Autowired
    MongoClient mongo;
    @Value("${amparo.database}")
    String database;

    @BeforeEach
    void reset_clock() {
        clock.set(at(START));
    }

    private static Instant at(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private String issue(Persona person, String course) {
        return issue(person, course, null, START);
    }

    private String issue(Persona person, String course, @Nullable String product, LocalDate completedOn) {
        return issueCertificate(person, course, product, completedOn).code();
    }

    private Certificate issueCertificate(Persona person, String course, @Nullable String product, LocalDate completedOn) {
        return issueCertificate.handle(new IssueCertificate.Command(course + "/" + person, person.subject(), person.id(),
                person == Persona.DAVI ? "Davi <b>Rocha</b> & Cia" : "Érika João Nuñes", null, course, 1, "Operação & <i>9</i>",
                "pt-BR", product, product == null ? null : 9, at(completedOn)));
    }

    private JsonNode verify(String code) {
        return json(api.anonymous().get().uri(CERTIFICATES + "/" + code).exchange().expectStatus().isOk());
    }

    private ResponseSpec page(String code, String language) {
        return api.anonymous().get().uri(CERTIFICATES + "/" + code).header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", language).exchange();
    }

    private void publish(String product, String line, long sequence, Release... releases) {
        kafka.publish(product, sequence,
                new ProductChanged(product, product, line, Arrays.asList(releases), null, null, Instant.EPOCH));
    }

    private void revoke(String code) {
        var path = CERTIFICATES + "/" + code;
        var etag = ApiClients.etag(api.anonymous().get().uri(path).exchange());
        revoke(path, etag, "Fraude").expectStatus().isOk();
    }

    private ResponseSpec revoke(String path, String etag, String reason) {
        return api.as(Persona.FABIO).post().uri(path + "/revocation").header("If-Match", etag).body(Map.of("reason", reason))
                .exchange();
    }

    @Test
    void completed_course_has_one_certificate_also_after_concurrent_repetitions() {
        var codes = IntStream.range(0, 16).parallel().mapToObj(n -> issue(Persona.ERIKA, "uma-vez", null, START.plusDays(n)))
                .distinct().toList();

        assertThat(codes).hasSize(1);
        assertThat(mine(Persona.ERIKA)).filteredOn(each -> each.path("course").asString().equals("uma-vez")).hasSize(1);
        revoke(codes.getFirst());
        // An event of the same certificate follows all before it in the same partition.
        kafka.receive(CertificateRevoked.class, each -> each.courseId().equals("uma-vez"));
        assertThat(kafka.received(CertificateIssued.class)).filteredOn(each -> each.courseId().equals("uma-vez")).hasSize(1);
    }

    @Test
    void everyone_reads_the_page_in_three_languages_without_script_and_token() {
        var code = issue(Persona.DAVI, "pagina");
        var texts = Map.of("pt-BR", List.of("autêntico e válido", "15 de janeiro de 2020"), "en",
                List.of("authentic and valid", "January 15, 2020"), "es", List.of("auténtico y válido", "15 de enero de 2020"));

        texts.forEach((language, expected) -> {
            var response = page(code, language).expectStatus().isOk().expectHeader().contentType("text/html;charset=UTF-8")
                    .expectHeader().valueEquals("Content-Language", language).expectHeader()
                    .value("Content-Security-Policy", policy -> assertThat(policy).contains("default-src 'none'"));
            var html = text(response);
            assertThat(html)
                    .contains("<html lang=\"" + language + "\">", code, "Davi &lt;b&gt;Rocha&lt;/b&gt; &amp; Cia",
                            "<dd lang=\"pt-BR\">Operação &amp; &lt;i&gt;9&lt;/i&gt;</dd>")
                    .contains(expected).doesNotContain("<script", "<b>", "{{").containsOnlyOnce("<h1>");
        });
        assertThat(verify(code).propertyNames()).containsExactlyInAnyOrder("code", "state", "name", "title", "language",
                "issuedAt");
        assertThat(verify(code.toLowerCase().replace("-", "")).path("code").asString()).isEqualTo(code);
    }

    @Test
    void unknown_code_is_not_found_as_json_and_as_page() {
        issue(Persona.ERIKA, "conhecido");
        for (var code : List.of("AMP-0000-0000-0000", "x", "AMP-0000-0000-000U", "{}", "A".repeat(500))) {
            api.anonymous().get().uri(CERTIFICATES + "/{code}", code).exchange().expectStatus().isNotFound().expectBody()
                    .jsonPath("$.code").isEqualTo("not-found");
            var html = text(api.anonymous().get().uri(CERTIFICATES + "/{code}", code).header("Accept", "text/html")
                    .header("Accept-Language", "es").exchange().expectStatus().isNotFound());
            assertThat(html).contains("Certificado no encontrado", "<html lang=\"es\">").doesNotContain("<dl>");
        }
    }

    /** A code has 60 random bits, and the service answers every guess alike; the gateway limits the guesses of an address. */
    @Test
    void guess_that_differs_in_one_character_is_answered_as_any_other_text() {
        var code = issue(Persona.ERIKA, "segredo");
        var guess = code.substring(0, code.length() - 1) + (code.endsWith("7") ? "8" : "7");

        for (var type : List.of("application/json", "text/html"))
            assertThat(refusal(guess, type)).isEqualTo(refusal("AMP-0000-0000-0000", type)).isEqualTo(refusal("qualquer", type));
    }

    private String refusal(String code, String type) {
        var body = text(api.anonymous().get().uri(CERTIFICATES + "/" + code).header("Accept", type).exchange().expectStatus()
                .isNotFound());
        return body.replace(code, "").replaceAll("\"traceId\":\"[0-9a-f]+\"", "");
    }

    @Tag("R4.3")
    @Test
    void pdf_has_title_language_structure_and_verification_address() throws IOException {
        var code = issue(Persona.ERIKA, "pdf");
        var path = CERTIFICATES + "/" + code + "/pdf";

        var pdf = api.as(Persona.ERIKA).get().uri(path).exchange().expectStatus().isOk().expectHeader()
                .contentType("application/pdf").returnResult(byte[].class).getResponseBody();

        try (var reader = new PdfReader(pdf)) {
            assertThat(reader.getInfo().get("Title")).isEqualTo("Certificado: Operação & <i>9</i>");
            assertThat(reader.getCatalog().getAsString(PdfName.LANG).toUnicodeString()).isEqualTo("pt-BR");
            assertThat(reader.getCatalog().getAsDict(PdfName.MARKINFO).getAsBoolean(PdfName.MARKED).booleanValue()).isTrue();
            assertThat(reader.getCatalog().getAsDict(PdfName.STRUCTTREEROOT)).isNotNull();
            assertThat(reader.getNumberOfPages()).isEqualTo(1);
            assertThat(new PdfTextExtractor(reader).getTextFromPage(1)).contains("Érika João Nuñes", "15 de janeiro de 2020",
                    code, "https://support.example/api/v1/certificates/" + code);
        }
        api.as(Persona.FABIO).get().uri(path).exchange().expectStatus().isOk();
        api.as(Persona.DAVI).get().uri(path).exchange().expectStatus().isNotFound();
        api.anonymous().get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    private List<JsonNode> mine(Persona person) {
        return json(api.as(person).get().uri(CERTIFICATES + "?limit=100").exchange().expectStatus().isOk()).path("items")
                .valueStream().toList();
    }

    @Test
    void only_the_owner_and_staff_read_a_list() {
        var code = issue(Persona.CARLA, "lista");
        issue(Persona.DAVI, "lista");

        assertThat(mine(Persona.CARLA)).extracting(each -> each.path("code").asString()).contains(code);
        assertThat(mine(Persona.CARLA)).allSatisfy(each -> assertThat(each.has("person")).isFalse());
        assertThat(mine(Persona.BRUNO)).isEmpty();
        assertThat(mine(Persona.DAVI)).extracting(each -> each.path("code").asString()).doesNotContain(code);
        for (var query : List.of("?person=" + Persona.CARLA.id(), "?course=lista"))
            api.as(Persona.DAVI).get().uri(CERTIFICATES + query).exchange().expectStatus().isForbidden();

        var first = json(api.as(Persona.GISELE).get().uri(CERTIFICATES + "?course=lista&limit=1").exchange());
        var second = json(api.as(Persona.GISELE).get()
                .uri(CERTIFICATES + "?course=lista&limit=1&cursor=" + first.path("next").asString()).exchange());
        assertThat(List.of(first.at("/items/0/person").asString(), second.at("/items/0/person").asString()))
                .containsExactlyInAnyOrder(Persona.CARLA.id(), Persona.DAVI.id());
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void revoked_certificate_is_shown_as_revoked_with_its_code_and_date() {
        var code = issue(Persona.CARLA, "revogado");
        var before = verify(code);
        clock.set(at(START.plusDays(2)));

        revoke(code);

        var after = verify(code);
        assertThat(after.path("state").asString()).isEqualTo("REVOKED");
        assertThat(after.path("issuedAt")).isEqualTo(before.path("issuedAt"));
        assertThat(after.has("revocationReason")).isFalse();
        assertThat(text(page(code, "pt-BR"))).contains("foi revogado", "17 de janeiro de 2020");
        assertThat(kafka.receive(CertificateRevoked.class, each -> each.courseId().equals("revogado")).personId())
                .isEqualTo(Persona.CARLA.id());
        var etag = ApiClients.etag(api.anonymous().get().uri(CERTIFICATES + "/" + code).exchange());
        api.as(Persona.FABIO).post().uri(CERTIFICATES + "/" + code + "/revocation").header("If-Match", etag)
                .body(Map.of("reason", "Outra")).exchange().expectStatus().isEqualTo(409);
        assertThat(issue(Persona.CARLA, "revogado")).as("a repetition").isEqualTo(code);
        assertThat(verify(code).path("state").asString()).isEqualTo("REVOKED");
    }

    @Test
    void second_revocation_of_a_version_with_another_reason_is_refused() {
        var path = CERTIFICATES + "/" + issue(Persona.CARLA, "dois-motivos");
        var etag = ApiClients.etag(api.anonymous().get().uri(path).exchange());

        for (var reason : List.of("Fraude", "Fraude"))
            revoke(path, etag, reason).expectStatus().isOk().expectBody().jsonPath("$.revocationReason").isEqualTo("Fraude");
        revoke(path, etag, "Engano").expectStatus().isEqualTo(412);
    }

    @Test
    void completion_of_nobody_has_no_certificate() {
        assertThatThrownBy(() -> issueCertificate.handle(new IssueCertificate.Command("sem-nome", Persona.DAVI.subject(),
                Persona.DAVI.id(), Persona.DAVI.subject(), null, "sem-nome", 1, "Sem nome", "pt-BR", null, null, at(START))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("has no name");
    }

    @Test
    void every_product_of_a_large_catalogue_is_read() {
        for (int i = 0; i < 1_001; i++) products.put("muitos-" + i, 1, new Product("muitos-" + i, Set.of()));
        var read = new ArrayList<String>();

        products.forEach(product -> read.add(product.id()));

        assertThat(read).doesNotHaveDuplicates().filteredOn(id -> id.startsWith("muitos-")).hasSize(1_001);
    }

    @Test
    void broken_certificate_does_not_stop_the_others() {
        publish("vigia-9", "vigia", 1, new Release("9.0", START.minusYears(1)));
        var broken = issueCertificate(Persona.CARLA, "quebrado", "vigia-9", START).id();
        var code = issue(Persona.ERIKA, "quebrado", "vigia-9", START);
        var documents = mongo.getDatabase(database).getCollection("certificates");
        documents.updateOne(eq("_id", broken), set("state.issuedAt", "broken"));

        publish("vigia-10", "vigia", 1, new Release("10.0", START));

        await().until(() -> verify(code).has("validTo"));
        clock.set(at(START.plusMonths(6).minusDays(90)));
        kafka.receive(CertificateExpiring.class, each -> each.courseId().equals("quebrado"));
        documents.deleteOne(eq("_id", broken));
    }

    @Test
    void new_major_release_ends_certificates_with_reminders() {
        publish("mon-9", "mon", 1, new Release("9.1", START.minusYears(1)));
        var code = issue(Persona.ERIKA, "prazo", "mon-9", START);
        var released = LocalDate.of(2020, 3, 2);
        var end = LocalDate.of(2020, 9, 2);
        publish("mon-9", "mon", 2, new Release("9.1", START.minusYears(1)), new Release("9.2", START));
        publish("mon-10", "mon", 1, new Release("10.0", released));
        assertThat(verify(code).has("validTo")).as("the release is of a later day").isFalse();

        clock.set(at(released));
        await().until(() -> verify(code).path("validTo").asString("").equals(end.toString()));
        publish("mon-11", "mon", 1, new Release("11.0", released.plusDays(1)));
        assertThat(verify(issue(Persona.DAVI, "prazo", "mon-9", released)).path("validTo").asString())
                .as("a later certificate of the older major").isEqualTo(end.toString());

        clock.set(at(end.minusDays(90)));
        reminder(90);
        clock.set(at(end.minusDays(20)));
        reminder(30);
        clock.set(at(end.minusDays(7)));
        reminder(7);
        clock.set(at(end.plusDays(1)));
        var expired = kafka.receive(CertificateExpired.class, each -> isOf(each.courseId(), each.personId()));

        assertThat(expired.validTo()).isEqualTo(end);
        assertThat(kafka.received(CertificateExpiring.class).stream().filter(each -> isOf(each.courseId(), each.personId()))
                .map(CertificateExpiring::daysLeft)).as("60 days were in the downtime").containsExactly(90, 30, 7);
        var after = verify(code);
        assertThat(after.path("state").asString()).isEqualTo("EXPIRED");
        assertThat(after.path("issuedAt").asString()).isEqualTo(at(START).toString());
        assertThat(after.path("validTo").asString()).as("11.0 moves nothing").isEqualTo(end.toString());
        assertThat(text(page(code, "en"))).contains("its validity has ended",
                "until September 2, 2020, because of the major version 10");
        assertThat(after.path("endedByMajor").asInt()).isEqualTo(10);
        assertThat(issue(Persona.ERIKA, "prazo", "mon-9", end)).as("a repetition").isEqualTo(code);
    }

    private static boolean isOf(String course, String person) {
        return course.equals("prazo") && person.equals(Persona.ERIKA.id());
    }

    private void reminder(int days) {
        kafka.receive(CertificateExpiring.class, each -> each.daysLeft() == days && isOf(each.courseId(), each.personId()));
    }
}
