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

    private static final Map<String, String> ANNOUNCEMENT = Map.of("product", "opmon-8", "endOfLife", "2099-12-31", "reason",
            "Its platform ends");
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
                of("POST", "/api/v1/products").sending(_ -> Map.of("id", "matrix-" + number.incrementAndGet(), "name", "Matrix",
                        "line", "matrix", "releases", List.of())).allows(MANAGERS),
                of("PUT", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").sending(product).matchingVersion()
                        .allows(MANAGERS),
                of("GET", ANNOUNCEMENTS).allows(MANAGERS), of("GET", ANNOUNCEMENTS + "/{id}").at(() -> draft).allows(MANAGERS),
                of("GET", ANNOUNCEMENTS + "/{id}/impact").at(() -> draft + "/impact").allows(MANAGERS),
                of("GET", ANNOUNCEMENTS + "/short-notices").allows(MANAGERS),
                of("PUT", ANNOUNCEMENTS + "/{id}/date").at(() -> draft(Persona.HEITOR) + "/date")
                        .sending(Map.of("endOfLife", "2098-12-31", "reason", "The successor is early")).allows(MANAGERS),
                of("POST", ANNOUNCEMENTS).sending(ANNOUNCEMENT).allows(MANAGERS),
                // The author may not approve.
                of("POST", ANNOUNCEMENTS + "/{id}/approval")
                        .at(caller -> draft(caller == CallerKind.PRODUCT_MANAGER ? Persona.IARA : Persona.HEITOR) + "/approval")
                        .allows(MANAGERS));
    }

    private String draft(Persona author) {
        return location(api.as(author).post().uri(ANNOUNCEMENTS).body(ANNOUNCEMENT).exchange().expectStatus().isCreated());
    }
}
