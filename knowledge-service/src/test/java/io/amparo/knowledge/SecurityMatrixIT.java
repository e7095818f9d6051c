package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.ServiceTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest("amparo.demo=true")
class SecurityMatrixIT {
    private static final String ARTICLES = "/api/v1/articles";
    private static final String PUBLISHED = ARTICLES + "/alertas-por-e-mail-nao-chegam";
    private static final Map<String, String> CONTENT = Map.of("kind", "INFORMATION", "language", "pt-BR", "title", "Matriz",
            "body", "Texto");

    @Autowired
    ApiClients api;
    @Autowired
    SecurityMatrix matrix;

    private String draft() {
        return location(api.as(Persona.FABIO).post().uri(ARTICLES).body(CONTENT).exchange().expectStatus().isCreated());
    }

    @Tag("R2.1")
    @TestFactory
    Stream<DynamicTest> staff_can_write_and_signed_in_users_can_read() {
        return matrix.tests(of("GET", ARTICLES).allows(CallerKind.signedIn()).andReader(),
                of("GET", ARTICLES + "/{slug}").at(() -> PUBLISHED).allows(CallerKind.signedIn()).andReader(),
                of("POST", ARTICLES).sending(CONTENT).allows(CallerKind.staff()),
                of("PUT", ARTICLES + "/{slug}").at(() -> PUBLISHED).sending(CONTENT).matchingVersion().allows(CallerKind.staff()),
                of("PUT", ARTICLES + "/{slug}/state").at(() -> draft() + "/state").sending(Map.of("state", "PUBLISHED"))
                        .matchingVersionOf(path -> path.replace("/state", "")).allows(CallerKind.staff()),
                of("GET", "/api/v1/search").at(() -> "/api/v1/search?q=backup").allows(CallerKind.signedIn()).andReader(),
                of("GET", "/api/v1/suggestions").at(() -> "/api/v1/suggestions?text=backup").allows(CallerKind.signedIn())
                        .andReader());
    }
}
