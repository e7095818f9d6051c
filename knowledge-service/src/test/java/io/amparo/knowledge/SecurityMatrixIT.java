package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.knowledge.certificate.IssueCertificate;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;

@ServiceTest({"amparo.demo=true", "amparo.forum.new-people.posts-per-hour=1000"})
@Import(TicketServiceStub.class)
class SecurityMatrixIT {
    private static final String ARTICLES = "/api/v1/articles";
    private static final String PUBLISHED = ARTICLES + "/alertas-por-e-mail-nao-chegam";
    private static final Map<String, String> CONTENT = Map.of("kind", "INFORMATION", "language", "pt-BR", "title", "Matriz",
            "body", "Texto");

    @Autowired
    ApiClients api;
    @Autowired
    SecurityMatrix matrix;
    @Autowired
    IssueCertificate issueCertificate;

    private static byte[] archive() {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry("matrix.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String draft() {
        return location(api.as(Persona.FABIO).post().uri(ARTICLES).body(CONTENT).exchange().expectStatus().isCreated());
    }

    @Tag("R2.1")
    @Tag("R3.1")
    @Tag("R4.1")
    @TestFactory
    Stream<DynamicTest> staff_can_write_and_signed_in_users_can_read() {
        var rows = new ArrayList<>(new ForumRows(api).all());
        rows.addAll(new CourseRows(api).all());
        rows.addAll(new CertificateRows(issueCertificate).all());
        rows.addAll(List.of(of("GET", ARTICLES).allows(CallerKind.signedIn()).andReader(),
                of("GET", ARTICLES + "/{slug}").at(() -> PUBLISHED).allows(CallerKind.signedIn()).andReader(),
                of("POST", ARTICLES).sending(CONTENT).allows(CallerKind.staff()),
                of("PUT", ARTICLES + "/{slug}").at(() -> PUBLISHED).sending(CONTENT).matchingVersion().allows(CallerKind.staff()),
                of("PUT", ARTICLES + "/{slug}/state").at(() -> draft() + "/state").sending(Map.of("state", "PUBLISHED"))
                        .matchingVersionOf(path -> path.replace("/state", "")).allows(CallerKind.staff()),
                of("GET", ARTICLES + "/{slug}/versions").at(() -> PUBLISHED + "/versions").allows(CallerKind.signedIn())
                        .andReader(),
                of("GET", ARTICLES + "/{slug}/versions/{number}").at(() -> PUBLISHED + "/versions/1")
                        .allows(CallerKind.signedIn()).andReader(),
                of("GET", ARTICLES + "/{slug}/versions/{number}/diff").at(() -> PUBLISHED + "/versions/1/diff")
                        .allows(CallerKind.signedIn()).andReader(),
                of("POST", ARTICLES + "/{slug}/versions/{number}/restore").at(() -> draft() + "/versions/1/restore")
                        .matchingVersionOf(path -> path.replace("/versions/1/restore", "")).allows(CallerKind.staff()),
                of("PUT", ARTICLES + "/{slug}/ratings/mine").at(() -> PUBLISHED + "/ratings/mine")
                        .sending(Map.of("helpful", true)).allows(CallerKind.signedIn()),
                of("GET", ARTICLES + "/{slug}/ratings").at(() -> PUBLISHED + "/ratings").allows(CallerKind.staff()).andReader(),
                of("POST", ARTICLES + "/{slug}/reads").at(() -> PUBLISHED + "/reads").allows(CallerKind.signedIn()),
                of("POST", ARTICLES + "/{slug}/reviews").at(() -> PUBLISHED + "/reviews").sending(Map.of()).allows(
                        CallerKind.staff()),
                of("GET", ARTICLES + "/reports/unused").allows(CallerKind.staff()).andReader(),
                of("GET", ARTICLES + "/{slug}/tickets").at(() -> PUBLISHED + "/tickets").allows(CallerKind.staff()).andReader(),
                of("PUT", ARTICLES + "/{slug}/tickets/{number}").at(() -> PUBLISHED + "/tickets/T-2026-000001")
                        .allows(CallerKind.staff()),
                of("DELETE", ARTICLES + "/{slug}/tickets/{number}").at(() -> PUBLISHED + "/tickets/T-2026-000001")
                        .allows(CallerKind.staff()),
                of("POST", ARTICLES + "/drafts").sending(Map.of("ticket", "T-2026-000001")).allows(CallerKind.staff()),
                of("GET", ARTICLES + "/export").accepting("application/zip").allows(CallerKind.staff()).andReader(),
                of("POST", ARTICLES + "/import").as(MediaType.parseMediaType("application/zip")).sending(archive())
                        .allows(CallerKind.staff()),
                of("GET", "/api/v1/search").at(() -> "/api/v1/search?q=backup").allows(CallerKind.signedIn()).andReader(),
                of("GET", "/api/v1/search/completions").at(() -> "/api/v1/search/completions?q=back")
                        .allows(CallerKind.signedIn()).andReader(),
                of("GET", "/api/v1/search/reports/empty").allows(CallerKind.staff()).andReader(), of("GET", "/api/v1/suggestions")
                        .at(() -> "/api/v1/suggestions?text=backup").allows(CallerKind.signedIn()).andReader()));
        return matrix.tests(rows.toArray(SecurityRow[]::new));
    }
}
