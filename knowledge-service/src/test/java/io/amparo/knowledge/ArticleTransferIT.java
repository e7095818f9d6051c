package io.amparo.knowledge;

import static io.amparo.knowledge.ArticleFixture.ARTICLES;
import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.articles.tick=200ms"}, name = "ArticleIT")
@Import(TicketServiceStub.class)
class ArticleTransferIT {
    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private ArticleFixture articles;

    @BeforeEach
    void createFixture() {
        articles = new ArticleFixture(api, kafka);
    }

    private ResponseSpec send(String parameters, byte[] archive) {
        return api.as(Persona.FABIO).post().uri(ARTICLES + "/import?" + parameters).contentType(ZIP).body(archive).exchange();
    }

    /** Returns file, outcome and codes of each file. */
    private List<String> importFiles(String parameters, Map<String, String> files) throws IOException {
        return json(send(parameters, zip(files)).expectStatus().isOk()).path("files").valueStream()
                .map(file -> (file.path("file").asString() + " " + file.path("outcome").asString() + " "
                        + String.join(",", file.path("errors").findValuesAsString("reason"))).strip())
                .toList();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(file.getKey()));
                archive.write(file.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String file(String frontMatter, String body) {
        return "---\n" + frontMatter + "\n---\n" + body;
    }

    @Test
    void folder_is_imported_once_and_published_only_on_request() throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("docs/girassol.en.md", file("title: Sunflower", "## Care\n\nWater it."));
        files.put("docs/girassol.pt-BR.md", file("kind: PROCEDURE\naudience: EVERYONE", "# Girassol\n\nRegue."));

        assertThat(importFiles("dryRun=true", files)).containsExactly("docs/girassol.pt-BR.md CREATED",
                "docs/girassol.en.md CREATED");
        api.as(Persona.FABIO).get().uri(ARTICLES + "/girassol").exchange().expectStatus().isNotFound();

        assertThat(importFiles("", files)).containsExactly("docs/girassol.pt-BR.md CREATED", "docs/girassol.en.md CREATED");
        assertThat(importFiles("", files)).containsExactly("docs/girassol.pt-BR.md UNCHANGED", "docs/girassol.en.md UNCHANGED");
        var original = articles.get(Persona.FABIO, ARTICLES + "/girassol");
        assertThat(original.path("state").asString()).isEqualTo("DRAFT");
        assertThat(original.path("title").asString()).isEqualTo("Girassol");
        assertThat(original.at("/translations/0/slug").asString()).isEqualTo("sunflower");

        assertThat(importFiles("publish=true", files)).containsExactly("docs/girassol.pt-BR.md UPDATED",
                "docs/girassol.en.md UPDATED");
        assertThat(articles.get(Persona.DAVI, ARTICLES + "/girassol").path("revision").asInt()).isEqualTo(1);

        files.put("docs/girassol.en.md", file("title: Sunflower", "## Care\n\nWater it daily."));
        assertThat(importFiles("", files)).containsExactly("docs/girassol.pt-BR.md UNCHANGED",
                "docs/girassol.en.md FAILED is-published");
        assertThat(importFiles("publish=true", files)).containsExactly("docs/girassol.pt-BR.md UNCHANGED",
                "docs/girassol.en.md UPDATED");
        assertThat(articles.get(Persona.DAVI, ARTICLES + "/sunflower/versions").path("items")).hasSize(2);
    }

    @Test
    void export_is_imported_without_a_change() throws IOException {
        articles.publish("Tulipas: \"9.10\"", Map.of("body", "## Água\n\n---\n\nPouca.", "audience", "STAFF"));
        articles.create("Tulips", Map.of("language", "en", "translationOf", "tulipas-9-10")).expectStatus().isCreated();
        var exported = new LinkedHashMap<String, String>();
        var bytes = Objects.requireNonNull(api.as(Persona.GISELE).get().uri(ARTICLES + "/export").accept(ZIP).exchange()
                .expectStatus().isOk().returnResult(byte[].class).getResponseBody());
        try (var archive = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry())
                exported.put(entry.getName(), new String(archive.readAllBytes(), UTF_8));
        }

        assertThat(exported.get("tulipas-9-10.pt-BR.md")).isEqualTo("""
                ---
                title: 'Tulipas: "9.10"'
                kind: INFORMATION
                audience: STAFF
                state: PUBLISHED
                ---
                ## Água

                ---

                Pouca.
                """);
        assertThat(exported.get("tulips.en.md")).contains("translationOf: tulipas-9-10\n");
        exported.keySet().removeIf(name -> !name.startsWith("tulip"));
        assertThat(importFiles("", exported)).containsExactly("tulipas-9-10.pt-BR.md UNCHANGED", "tulips.en.md UNCHANGED");
    }

    @Test
    void file_that_is_wrong_fails_alone() throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("bom.pt-BR.md", file("title: Bom", "Texto."));
        files.put("../fora.pt-BR.md", file("title: Fora", "Texto."));
        files.put("/raiz.pt-BR.md", file("title: Raiz", "Texto."));
        files.put("a/b/c/d/e/fundo.pt-BR.md", file("title: Fundo", "Texto."));
        files.put("imagem.png", "x");
        files.put("sem.pt-BR.md", "Texto.");
        files.put("perigo.pt-BR.md", file("title: !!javax.script.ScriptEngineManager []", "Texto."));
        files.put("bomba.pt-BR.md", file("a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]", "Texto."));
        files.put("import.pt-BR.md", file("title: Importar", "Texto."));
        files.put("titulo.pt-BR.md", file("author: x\nkind: GOSSIP\nrelease: 9.10", "# Título\n\n### Fora de ordem"));

        assertThat(importFiles("dryRun=true", files)).containsExactlyInAnyOrder("bom.pt-BR.md CREATED",
                "../fora.pt-BR.md FAILED path", "/raiz.pt-BR.md FAILED path", "a/b/c/d/e/fundo.pt-BR.md FAILED path",
                "imagem.png SKIPPED not-markdown", "sem.pt-BR.md FAILED front-matter", "perigo.pt-BR.md FAILED front-matter",
                "bomba.pt-BR.md FAILED front-matter", "import.pt-BR.md FAILED reserved-slug",
                "titulo.pt-BR.md FAILED unknown,one-of");
        assertThat(importFiles("dryRun=true", Map.of("titulo.pt-BR.md", file("release: 9.10", "# Título\n\n### Fora de ordem"))))
                .containsExactly("titulo.pt-BR.md FAILED required,heading-order");
    }

    @Test
    void translation_whose_slugs_are_taken_gets_another_one() throws IOException {
        articles.create("Ficus", Map.of()).expectStatus().isCreated();
        articles.create("Ficus en", Map.of()).expectStatus().isCreated();
        var files = new LinkedHashMap<String, String>();
        files.put("figueira.pt-BR.md", file("title: Figueira", "Regue."));
        files.put("figueira.en.md", file("title: Ficus", "Water it."));

        assertThat(importFiles("publish=true", files)).containsExactly("figueira.pt-BR.md CREATED", "figueira.en.md CREATED");
        assertThat(importFiles("publish=true", files)).containsExactly("figueira.pt-BR.md UNCHANGED", "figueira.en.md UNCHANGED");
        assertThat(articles.get(Persona.FABIO, ARTICLES + "/figueira").at("/translations/0/slug").asString())
                .matches("ficus-[0-9a-f]{8}");
        assertThat(articles.get(Persona.FABIO, ARTICLES + "/ficus-en").path("state").asString()).isEqualTo("DRAFT");
    }

    @Test
    void archive_beyond_its_limits_is_refused() throws IOException {
        send("", "no archive".getBytes(UTF_8)).expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].code")
                .isEqualTo("not-an-archive");
        send("", zip(Map.of("bomba.pt-BR.md", "a".repeat(600_000)))).expectStatus().isEqualTo(413);
        var many = new LinkedHashMap<String, String>();
        for (int n = 0; n < 1_001; n++) many.put(n + ".txt", "");
        send("", zip(many)).expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].code").isEqualTo("too-many-files");
        send("", new byte[(8 << 20) + 1]).expectStatus().isEqualTo(413);
    }
}
