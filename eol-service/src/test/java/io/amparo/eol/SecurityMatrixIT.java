package io.amparo.eol;

import static io.amparo.testkit.SecurityMatrix.Row.of;

import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.Who;
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
    Api api;
    @Autowired
    SecurityMatrix matrix;

    @Tag("R10.1")
    @TestFactory
    Stream<DynamicTest> only_the_vendor_announces_and_everybody_reads_the_catalogue() {
        var wish = Map.of("product", "opmon-8", "endOfLife", "2099-12-31", "reason", "Its platform ends");
        var product = Map.of("name", "OpMon 8", "line", "opmon", "releases", List.of());
        var draft = api.as(Persona.HEITOR).post(ANNOUNCEMENTS, wish).body().path("id").asString();
        return matrix.tests(of("GET", "/api/v1/products").allows(Who.signedIn()),
                of("GET", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").allows(Who.signedIn()),
                of("POST", "/api/v1/products")
                        .sending(Map.of("id", "opmon-7", "name", "OpMon 7", "line", "opmon", "releases", List.of()))
                        .allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("PUT", "/api/v1/products/{id}").at(() -> "/api/v1/products/opmon-8").sending(product)
                        .allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("GET", ANNOUNCEMENTS).allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("GET", ANNOUNCEMENTS + "/{id}").at(() -> ANNOUNCEMENTS + "/" + draft).allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("GET", ANNOUNCEMENTS + "/{id}/impact").at(() -> ANNOUNCEMENTS + "/" + draft + "/impact")
                        .allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("POST", ANNOUNCEMENTS).sending(wish).allows(Who.PRODUCT_MANAGER, Who.ADMIN),
                of("POST", ANNOUNCEMENTS + "/{id}/approval").at(() -> ANNOUNCEMENTS + "/" + draft + "/approval")
                        .allows(Who.PRODUCT_MANAGER, Who.ADMIN));
    }
}
