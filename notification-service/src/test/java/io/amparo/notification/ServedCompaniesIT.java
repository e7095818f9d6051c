package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static io.amparo.notification.TicketEventFixture.person;
import static io.amparo.testkit.ApiClients.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Diego of Cobalt receives mails and live changes about tickets of Acme, which Cobalt serves. */
@ServiceTest("amparo.mail.sweep=500ms")
class ServedCompaniesIT {
    private static final String STREAM = "/api/v1/notifications/stream";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration PERMISSION_INTERVAL = Duration.ofMillis(1_100);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("cobalt", 1, TestCustomers.cobaltServing("acme"));
        await().atMost(TIMEOUT).until(() -> companies() == 2);
    }

    private int companies() {
        return contacts.findByEmail(Persona.DIEGO.email()).map(diego -> diego.companies().size()).orElse(0);
    }

    private String publishChange(String ticketId) {
        var id = UUID.randomUUID() + "/1/0";
        kafka.publish(id, ticketId, 1, new StatusChanged(ticketId, number(ticketId), "acme", "OPEN", "IN_PROGRESS", "user-FABIO",
                "reason", Instant.EPOCH));
        return id;
    }

    @Test
    @Tag("R1.3")
    void the_receipt_reaches_the_contact_of_the_serving_company() {
        kafka.publish("000001", 1, opened("000001", person(Persona.DIEGO, "es"), definition()));

        var mail = MAIL.awaitMail(received -> received.subject().contains(number("000001")));
        assertThat(mail.to()).isEqualTo(Persona.DIEGO.email());
    }

    @Test
    @Tag("R5.4")
    @Timeout(120)
    void the_stream_has_changes_of_the_served_company_until_the_relation_ends() throws Exception {
        await().atMost(TIMEOUT).until(() -> readAfterStart().contains("000002"));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + STREAM))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.DIEGO)).build();
        try (var stream = http.send(request, BodyHandlers.ofInputStream()).body()) {
            kafka.publish("cobalt", 2, TestCustomers.cobaltServing());
            await().atMost(TIMEOUT).until(() -> companies() == 1);
            await().pollDelay(PERMISSION_INTERVAL).until(() -> true);
            var later = publishChange("000003");

            assertThat(new String(stream.readAllBytes(), UTF_8)).startsWith(":amparo updates").doesNotContain(later);
        }
        kafka.publish("cobalt", 3, TestCustomers.cobaltServing("acme"));
        await().atMost(TIMEOUT).until(() -> companies() == 2);
    }

    /** Opens a stream, publishes a change, and returns what the stream has received. */
    private String readAfterStart() {
        var start = text(api.as(Persona.DIEGO).get().uri(STREAM + "?for=PT0S").exchange());
        var position = start.substring(start.indexOf("id:") + 3).lines().findFirst().orElseThrow();
        publishChange("000002");
        return text(api.as(Persona.DIEGO).get().uri(STREAM + "?for=PT1S").header("Last-Event-ID", position).exchange());
    }
}
