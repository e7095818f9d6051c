package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.backend.FreePort;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.HttpStub;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A removed contact loses access although the broker is away; staff and other contacts do not. */
class RevocationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<Map<String, Object>> ACME = List
            .of(Map.of("id", "acme", "name", "Acme Telecom", "own", true, "administrator", false));

    @TempDir
    Path dir;
    private final HttpStub entitlement = HttpStub.ofService("entitlement-service");
    private final AtomicInteger asked = new AtomicInteger();
    private final int port = FreePort.next();
    private EmbeddedBroker broker;
    private ConfigurableApplicationContext service;
    private ApiClients api;
    private volatile List<Map<String, Object>> companies = ACME;

    @BeforeEach
    void start() {
        entitlement.respondTo("/api/v1/me/companies", _ -> {
            asked.incrementAndGet();
            return Map.of("person", Persona.BRUNO.id(), "companies", companies);
        });
        broker = EmbeddedBroker.start(dir, port);
        service = new SpringApplicationBuilder(TicketServiceApplication.class).run("--server.port=0",
                "--MONGODB_URI=" + Backends.get().mongoUri(), "--KAFKA_BROKERS=" + broker.brokers(),
                "--OIDC_ISSUER=" + TestIdentity.get().issuer(), "--amparo.database=" + Backends.uniqueName("revocation"),
                "--amparo.entitlement.url=" + entitlement.url(), "--amparo.access.check=400ms", "--amparo.access.confirmed=3s",
                "--amparo.access.cache=1s", "--amparo.access.grace=12s", "--logging.level.org.apache.kafka=error");
        var http = ((WebServerApplicationContext) service).getWebServer().getPort();
        api = new ApiClients(() -> "http://localhost:" + http);
        try (var kafka = new EventClient(broker.brokers(), "")) {
            kafka.publish("acme", 1, TestCustomers.acme());
        }
        // The first confirmation may be as of an instant before the customer was published.
        await().atMost(TIMEOUT).until(() -> {
            int before = asked.get();
            return status(list(Persona.BRUNO)) == 200 && asked.get() == before;
        });
    }

    /** With a broker the service ends at once; without it, its clients wait. */
    @AfterEach
    void stop() {
        broker = EmbeddedBroker.start(dir, port);
        service.close();
        broker.close();
    }

    private ResponseSpec list(Persona person) {
        return api.as(person).get().uri("/api/v1/tickets").exchange();
    }

    private double lookups(String source) {
        return ApiClients.text(api.as(Persona.FABIO).get().uri("/actuator/prometheus").exchange()).lines()
                .filter(line -> line.startsWith("amparo_access_lookups_total{") && line.contains("source=\"" + source + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    @Tag("R5.4")
    void a_removed_contact_loses_access_without_the_broker_and_gets_503_after_the_grace_period() {
        broker.close();
        list(Persona.BRUNO).expectStatus().isOk();
        companies = List.of();
        await().atMost(TIMEOUT).until(() -> status(list(Persona.BRUNO)) == 403);
        companies = ACME;
        await().atMost(TIMEOUT).until(() -> status(list(Persona.BRUNO)) == 200);

        entitlement.failWith(503);
        await().atMost(TIMEOUT).until(() -> status(list(Persona.BRUNO)) == 200 && lookups("grace") > 0);
        await().atMost(TIMEOUT).until(() -> status(list(Persona.BRUNO)) == 503);
        list(Persona.BRUNO).expectStatus().isEqualTo(503).expectHeader().valueEquals("Retry-After", "30").expectHeader()
                .valueEquals("Unavailable-Scope", "contacts").expectBody().jsonPath("$.code").isEqualTo("access-unconfirmed");
        list(Persona.FABIO).expectStatus().isOk();

        entitlement.failWith(0);
        await().atMost(TIMEOUT).until(() -> status(list(Persona.BRUNO)) == 200);
        assertThat(entitlement.violations()).isEmpty();
    }
}
