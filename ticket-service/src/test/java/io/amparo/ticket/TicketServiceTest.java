package io.amparo.ticket;

import com.mongodb.client.MongoClient;
import io.amparo.clients.EventClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestPolicies;
import io.amparo.ticket.policy.Policies;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Runs the service against {@link UpstreamStubs}, with the support policy and the customers of the personas. A
 * {@link TicketFixture} can be injected into the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import(TicketServiceTest.TestBeans.class)
public @interface TicketServiceTest {

    @TestConfiguration
    class TestBeans {
        @Bean
        DynamicPropertyRegistrar upstreamUrls() {
            return registry -> {
                registry.add("amparo.entitlement.url", UpstreamStubs.ENTITLEMENT::url);
                registry.add("amparo.sla.url", UpstreamStubs.SLA::url);
                registry.add("amparo.ticket.tick", () -> "500ms");
                registry.add("amparo.ticket.orphan-sweep", () -> "500ms");
            };
        }

        @Bean
        TicketFixture ticketFixture(ApiClients api, EventClient kafka, ContactLookup contactLookup, Policies policies,
                MongoClient mongo, ServiceProperties service) {
            return new TicketFixture(api, kafka, contactLookup, policies, mongo.getDatabase(service.database()));
        }

        @Bean
        ApplicationRunner upstreamPublication(TicketFixture fixture) {
            return _ -> {
                fixture.publishPolicy(TestPolicies.opservices());
                fixture.publishCustomers();
            };
        }
    }
}
