package io.amparo.knowledge;

import static io.amparo.testkit.SecurityMatrix.Row.of;

import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.Who;
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

    @Autowired
    SecurityMatrix matrix;

    @Tag("R2.1")
    @TestFactory
    Stream<DynamicTest> staff_writes_and_everybody_reads() {
        var content = Map.of("kind", "INFORMATION", "language", "pt-BR", "title", "Matriz", "body", "Texto");
        return matrix.tests(of("GET", ARTICLES).allows(Who.signedIn()),
                of("GET", ARTICLES + "/{slug}").at(() -> PUBLISHED).allows(Who.signedIn()),
                of("POST", ARTICLES).sending(content).allows(Who.staff()),
                of("PUT", ARTICLES + "/{slug}").at(() -> PUBLISHED).sending(content).allows(Who.staff()),
                of("PUT", ARTICLES + "/{slug}/state").at(() -> PUBLISHED + "/state").sending(Map.of("state", "PUBLISHED")).allows(
                        Who.staff()),
                of("GET", "/api/v1/search").at(() -> "/api/v1/search?q=backup").allows(Who.signedIn()),
                of("GET", "/api/v1/suggestions").at(() -> "/api/v1/suggestions?text=backup").allows(Who.signedIn()));
    }
}
