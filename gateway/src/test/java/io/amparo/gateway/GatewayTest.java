package io.amparo.gateway;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.TestIdentity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the gateway on a random port in front of {@link StubService}s. Starts neither broker nor store, because the gateway needs
 * none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"amparo.gateway.response-timeout=3s",
        "amparo.gateway.time-limits.response=4s", "amparo.gateway.time-limits.stream-idle=2s",
        "amparo.gateway.time-limits.body=2s", "amparo.gateway.rate-limit.per-second=10000",
        "amparo.gateway.rate-limit.burst=20000", "MAIL_PAGE_URL=http://localhost:1"})
@ContextConfiguration(initializers = GatewayTest.StubServicesInitializer.class)
public @interface GatewayTest {

    /** Starts stub services before the gateway, whose web server needs their addresses at its start. */
    class StubServicesInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
        @Override
        public void initialize(GenericApplicationContext context) {
            var stubs = new StubServices();
            var addresses = new ArrayList<>(List.of("OIDC_ISSUER=" + TestIdentity.get().issuer()));
            stubs.all().forEach((name, stub) -> addresses.add("amparo.gateway.services." + name + ".url=" + stub.url()));
            TestPropertyValues.of(addresses).applyTo(context);
            context.registerBean(StubServices.class, () -> stubs);
            context.registerBean(ApiClients.class, () -> new ApiClients(
                    () -> "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port")));
        }
    }
}
