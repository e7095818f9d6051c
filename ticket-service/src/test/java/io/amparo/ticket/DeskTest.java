package io.amparo.ticket;

import io.amparo.platform.security.Companies;
import io.amparo.testkit.Api;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.Wire;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Runs the service against {@link Neighbours}; a {@link Desk} can be injected into the test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import(DeskTest.Town.class)
@interface DeskTest {

    @TestConfiguration
    class Town {
        @Bean
        DynamicPropertyRegistrar neighbours() {
            return registry -> {
                registry.add("amparo.entitlement.url", Neighbours.ENTITLEMENT::url);
                registry.add("amparo.sla.url", Neighbours.SLA::url);
            };
        }

        @Bean
        Desk desk(Api api, Wire wire, Companies companies) {
            return new Desk(api, wire, companies);
        }
    }
}
