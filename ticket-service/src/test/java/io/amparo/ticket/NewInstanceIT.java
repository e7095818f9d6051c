package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestPolicies;
import io.amparo.ticket.customer.Customers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** An instance with an empty store and a consumer group of its own has no source but the compacted topics. */
@TicketServiceTest
class NewInstanceIT {
    private static final List<String> OTHER_MATRIX = List.of("P4", "P4", "P4", "P4", "P4", "P4", "P4", "P4", "P4");

    @Autowired
    EventClient kafka;
    @Autowired
    Environment environment;

    private ConfigurableApplicationContext startNewInstance() {
        var shared = Stream.of("MONGODB_URI", "KAFKA_BROKERS", "KAFKA_PARTITIONS", "TOPIC_PREFIX", "OIDC_ISSUER",
                "amparo.entitlement.url", "amparo.sla.url")
                .map(name -> "--" + name + "=" + Objects.requireNonNull(environment.getProperty(name)));
        return new SpringApplicationBuilder(TicketServiceApplication.class)
                .run(Stream.concat(shared, Stream.of("--server.port=0", "--spring.application.name=new-ticket-service",
                        "--amparo.database=" + Backends.uniqueName("new"))).toArray(String[]::new));
    }

    @Test
    void a_new_instance_starts_from_compacted_topics_alone() {
        var acme = TestCustomers.acme();
        var withoutContacts = TestCustomers.withId(acme, "acme");
        // Compaction may have removed the records before these, and keeps a late one behind the newest until it runs once more.
        kafka.publish("acme", 5, acme);
        kafka.publish("acme", 9, withoutContacts);
        kafka.publish("acme", 7, acme);
        kafka.publish("borealis", 3, TestCustomers.withId(TestCustomers.borealis(), "borealis"));
        kafka.publish("borealis", 8, TestCustomers.borealis());
        var newest = TestPolicies.policy("newest", TestPolicies.opservices().ticketKinds(), OTHER_MATRIX,
                Instant.EPOCH.plusSeconds(2));
        kafka.publish(newest.key(), 1, newest);
        kafka.publish("older/1", 1, TestPolicies.policy("older", List.of(), OTHER_MATRIX, Instant.EPOCH.plusSeconds(1)));

        try (var instance = startNewInstance()) {
            var api = new ApiClients(
                    () -> "http://localhost:" + ((WebServerApplicationContext) instance).getWebServer().getPort());
            var customers = instance.getBean(Customers.class);
            await().until(() -> customers.find("acme").filter(found -> found.contacts().isEmpty()).isPresent());
            await().until(() -> status(api.as(Persona.CARLA).post().uri(TICKETS).body(incident()).exchange()) == 201);
            assertThat(json(api.as(Persona.CARLA).post().uri(TICKETS).body(incident()).exchange()).path("priority").asString())
                    .isEqualTo("P4");
            api.as(Persona.BRUNO).get().uri(TICKETS).exchange().expectStatus().isForbidden();
        }
    }
}
