package io.amparo.eol;

import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.clients.EventClient;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest("amparo.demo=true")
class SecurityMatrixIT {
    private static final String ANNOUNCEMENTS = "/api/v1/eol/announcements";

    private static final Map<String, String> ANNOUNCEMENT = announcementOf("opmon-8");
    private static final CallerKind[] MANAGERS = {CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN};

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SecurityMatrix matrix;

    @Tag("R10.1")
    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_unauthorized_callers() {
        Map<String, Object> product = Map.of("name", "OpMon 8", "line", "opmon", "releases", List.of());
        var draft = draft(Persona.HEITOR);
        var number = new AtomicInteger();

        return matrix
                .tests(Stream.concat(new FeedRows(api, kafka).all(), rows(product, draft, number)).toArray(SecurityRow[]::new));
    }

    private Stream<SecurityRow> rows(Map<String, Object> product, String draft, AtomicInteger number) {
        return Stream.of(of("GET", "/api/v1/products").allows(CallerKind.signedIn()).andReader(),
                of("GET", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").allows(CallerKind.signedIn()).andReader(),
                of("GET", "/api/v1/products/{id}/releases").at(() -> "/api/v1/products/opmon-8/releases")
                        .allows(CallerKind.signedIn()).andReader(),
                of("POST", "/api/v1/products").sending(_ -> newProduct(number)).allows(MANAGERS),
                of("PUT", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").sending(product).matchingVersion()
                        .allows(MANAGERS),
                of("GET", ANNOUNCEMENTS).allows(MANAGERS), of("GET", ANNOUNCEMENTS + "/{id}").at(() -> draft).allows(MANAGERS),
                of("GET", ANNOUNCEMENTS + "/{id}/impact").at(() -> draft + "/impact").allows(MANAGERS),
                of("GET", ANNOUNCEMENTS + "/short-notices").allows(MANAGERS),
                of("PUT", ANNOUNCEMENTS + "/{id}/date").at(() -> draft(Persona.HEITOR) + "/date")
                        .sending(Map.of("endOfLife", "2098-12-31", "reason", "The successor is early")).allows(MANAGERS),
                of("POST", ANNOUNCEMENTS).sending(ANNOUNCEMENT).allows(MANAGERS),
                // The author may not approve, and an approved date can not be drafted once more.
                of("POST", ANNOUNCEMENTS + "/{id}/approval").at(
                        caller -> draftOfNewProduct(caller == CallerKind.PRODUCT_MANAGER ? Persona.IARA : Persona.HEITOR, number)
                                + "/approval")
                        .allows(MANAGERS));
    }

    private static Map<String, String> announcementOf(String product) {
        return Map.of("product", product, "endOfLife", "2099-12-31", "reason", "Its platform ends");
    }

    private static Map<String, Object> newProduct(AtomicInteger number) {
        return Map.of("id", "matrix-" + number.incrementAndGet(), "name", "Matrix", "line", "matrix", "releases", List.of());
    }

    private String draftOfNewProduct(Persona author, AtomicInteger number) {
        var product = newProduct(number);
        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product).exchange().expectStatus().isCreated();
        return draft(author, announcementOf((String) product.get("id")));
    }

    private String draft(Persona author) {
        return draft(author, ANNOUNCEMENT);
    }

    private String draft(Persona author, Map<String, String> announcement) {
        return location(api.as(author).post().uri(ANNOUNCEMENTS).body(announcement).exchange().expectStatus().isCreated());
    }
}
