package io.amparo.eol;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.SecurityMatrix.Row.of;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.CallerKind;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest("amparo.demo=true")
class SecurityMatrixIT {
    private static final String ANNOUNCEMENTS = "/api/v1/eol/announcements";

    @Autowired
    ApiClients api;
    @Autowired
    SecurityMatrix matrix;

    @Tag("R10.1")
    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_unauthorized_callers() {
        var announcement = Map.of("product", "opmon-8", "endOfLife", "2099-12-31", "reason", "Its platform ends");
        var product = Map.of("name", "OpMon 8", "line", "opmon", "releases", List.of());
        var draft = json(api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS).body(announcement).exchange()).path("id").asString();

        return matrix.tests(of("GET", "/api/v1/products").allows(CallerKind.signedIn()),
                of("GET", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").allows(CallerKind.signedIn()),
                of("POST", "/api/v1/products")
                        .sending(Map.of("id", "opmon-7", "name", "OpMon 7", "line", "opmon", "releases", List.of()))
                        .allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN),
                of("PUT", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").sending(product)
                        .allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN),
                of("GET", ANNOUNCEMENTS).allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN),
                of("GET", ANNOUNCEMENTS + "/{id}").at(() -> ANNOUNCEMENTS + "/" + draft).allows(CallerKind.PRODUCT_MANAGER,
                        CallerKind.ADMIN),
                of("GET", ANNOUNCEMENTS + "/{id}/impact").at(() -> ANNOUNCEMENTS + "/" + draft + "/impact")
                        .allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN),
                of("POST", ANNOUNCEMENTS).sending(announcement).allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN),
                of("POST", ANNOUNCEMENTS + "/{id}/approval").at(() -> ANNOUNCEMENTS + "/" + draft + "/approval")
                        .allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN));
    }
}
