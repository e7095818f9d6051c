package io.amparo.gateway;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.TestIdentity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Runs the gateway on a random port in front of {@link StubService}s. Starts neither broker nor store, because the gateway needs
 * none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"amparo.gateway.response-timeout=3s",
        "amparo.gateway.docs.keep=0s", "amparo.gateway.rate-limit.per-second=10000", "amparo.gateway.rate-limit.burst=20000",
        "MAIL_PAGE_URL=http://localhost:1"})
@Import(GatewayTest.StubServicesConfig.class)
public @interface GatewayTest {

    /** Stub services behind the gateway. */
    @TestConfiguration
    class StubServicesConfig {
        @Bean
        StubServices stubs() {
            return new StubServices();
        }

        @Bean
        DynamicPropertyRegistrar addresses(StubServices stubs) {
            return registry -> {
                registry.add("OIDC_ISSUER", TestIdentity.get()::issuer);
                stubs.all().forEach((name, stub) -> registry.add("amparo.gateway.services." + name + ".url", stub::url));
            };
        }

        @Bean
        ApiClients api(Environment environment) {
            return new ApiClients(() -> "http://localhost:" + environment.getRequiredProperty("local.server.port"));
        }
    }
}
