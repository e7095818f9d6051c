package io.amparo.entitlement;

import static io.amparo.entitlement.TestCatalogue.product;
import static io.amparo.entitlement.TestCatalogue.releases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.catalogue.Products;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.testkit.Backends;
import io.amparo.testkit.ServiceTest;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** An instance with an empty store and a consumer group of its own has no source but the compacted topics. */
@ServiceTest("amparo.demo=true")
class NewInstanceIT {
    @Autowired
    EventClient kafka;
    @Autowired
    Environment environment;

    private ConfigurableApplicationContext startNewInstance() {
        var shared = Stream.of("MONGODB_URI", "KAFKA_BROKERS", "KAFKA_PARTITIONS", "TOPIC_PREFIX", "OIDC_ISSUER")
                .map(name -> "--" + name + "=" + Objects.requireNonNull(environment.getProperty(name)));
        return new SpringApplicationBuilder(EntitlementServiceApplication.class)
                .run(Stream.concat(shared, Stream.of("--server.port=0", "--spring.application.name=new-entitlement-service",
                        "--amparo.database=" + Backends.uniqueName("new"))).toArray(String[]::new));
    }

    @Test
    void a_new_instance_starts_from_compacted_topics_alone() {
        var older = product("opmon-9", "opmon", releases(TestCatalogue.RELEASED, "9.0", "9.1"));
        // Compaction may have removed the records before these, and keeps a late one behind the newest until it runs once more.
        kafka.publish("opmon-9", 4, older);
        kafka.publish("opmon-9", 6, product("opmon-9", "opmon", releases(TestCatalogue.RELEASED, "9.0", "9.1", "9.2")));
        kafka.publish("opmon-9", 5, older);

        try (var instance = startNewInstance()) {
            var products = instance.getBean(Products.class);
            await().until(() -> products.find("opmon-9").filter(found -> found.releases().size() == 3).isPresent());
        }
    }

    @Test
    void the_key_of_a_whole_state_is_the_id_of_its_aggregate() {
        kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("borealis"));
        kafka.receive(PolicyPublished.class, published -> published.version() == 1);

        assertThat(kafka.received())
                .filteredOn(event -> event.data() instanceof ContractChanged || event.data() instanceof PolicyPublished)
                .allSatisfy(event -> assertThat(Objects.requireNonNull(event.data()).key()).isEqualTo(event.subject()));
    }
}
