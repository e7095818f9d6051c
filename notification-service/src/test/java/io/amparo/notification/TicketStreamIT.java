package io.amparo.notification;

import static io.amparo.testkit.ApiClients.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.AttachmentAdded;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.events.ticket.TicketEvent.InteractionRecorded;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.OwnerChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** The changes of a customer's own tickets in the live stream. */
@ServiceTest("SMTP_URL=smtp://localhost:1")
class TicketStreamIT {
    private static final String STREAM = "/api/v1/notifications/stream";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    /** Before an event, a stream checks at most once in this time whether its reader is still allowed. */
    private static final Duration PERMISSION_INTERVAL = Duration.ofMillis(1_100);
    private static final Pattern POSITION = Pattern.compile("^:amparo updates\nid:(\\S+)\n");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void publishCustomersAndAwaitTheTail() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(TIMEOUT).until(() -> Stream.of(Persona.BRUNO, Persona.CARLA)
                .allMatch(person -> contacts.findByEmail(person.email()).isPresent()));
        await().atMost(TIMEOUT).until(() -> {
            var start = position(Persona.BRUNO);
            publish("start", status("start", "acme"));
            return read(Persona.BRUNO, start, "1S").contains("STATUS_CHANGED");
        });
    }

    private String publish(String ticketId, DomainEvent event) {
        var id = UUID.randomUUID() + "/1/0";
        kafka.publish(id, ticketId, 1, event);
        return id;
    }

    private static StatusChanged status(String ticketId, String customer) {
        return new StatusChanged(ticketId, "T-2026-" + ticketId, customer, "OPEN", "IN_PROGRESS", "user-FABIO", "a secret reason",
                Instant.EPOCH);
    }

    private static PublicReplySent reply(String ticketId) {
        return new PublicReplySent(ticketId, "T-2026-" + ticketId, "acme", "m-1", TicketEventFixture.FABIO,
                TicketEventFixture.BRUNO, "A secret subject", "A secret text", Instant.EPOCH);
    }

    private String position(Persona person) {
        var position = POSITION.matcher(text(api.as(person).get().uri(STREAM + "?for=PT0S").exchange()));
        assertThat(position.find()).isTrue();
        return position.group(1);
    }

    private String read(Persona person, String lastEventId, String seconds) {
        return text(api.as(person).get().uri(STREAM + "?for=PT" + seconds).header("Last-Event-ID", lastEventId).exchange()
                .expectHeader().contentTypeCompatibleWith("text/event-stream"));
    }

    @Test
    @Tag("R1.4")
    void each_company_receives_its_own_changes_only_and_no_text_note_or_person() {
        var start = position(Persona.BRUNO);
        var ofAcme = List.of(publish("000001", status("000001", "acme")), publish("000001", reply("000001")), publish("000001",
                new CustomerReplied("000001", "T-2026-000001", "acme", "m-2", TicketEventFixture.BRUNO, Instant.EPOCH)));
        var note = publish("000001",
                new InternalNoteAdded("000001", "T-2026-000001", "acme", "m-3", TicketEventFixture.FABIO, Instant.EPOCH));
        var ofBorealis = publish("000002", status("000002", "borealis"));

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(read(Persona.BRUNO, start, "0.3S")).contains(ofAcme).doesNotContain(note, ofBorealis, "RESET", "secret",
                    "@", "000002");
            assertThat(read(Persona.CARLA, start, "0.3S")).contains(ofBorealis).doesNotContain(ofAcme).doesNotContain(note,
                    "RESET", "secret", "@", "000001");
        });
    }

    @Test
    @Tag("R1.4")
    void each_change_that_the_customer_sees_has_an_update_and_an_internal_file_none() {
        var start = position(Persona.BRUNO);
        String number = "T-2026-000005", ticket = "000005";
        var internal = publish(ticket,
                new AttachmentAdded(ticket, number, "acme", "a-1", "text/plain", 1, true, "fabio", Instant.EPOCH));
        publish(ticket, new AttachmentAdded(ticket, number, "acme", "a-2", "text/plain", 1, false, "fabio", Instant.EPOCH));
        publish(ticket, new OwnerChanged(ticket, number, "acme", "A secret subject", null, TicketEventFixture.FABIO, "fabio",
                "a secret reason", Instant.EPOCH));
        publish(ticket, new InteractionRecorded(ticket, number, "acme", "i-1", "TELEPHONE", null, "a secret", "fabio",
                Instant.EPOCH, Instant.EPOCH, null, Instant.EPOCH));
        publish(ticket, new TicketEscalated(ticket, number, "acme", TicketEventFixture.BRUNO, "A secret subject", "secret", null,
                Instant.EPOCH));
        publish(ticket, new ExclusionAppealed(ticket, number, "acme", TicketEventFixture.BRUNO, "A secret subject", "X12",
                "secret", Instant.EPOCH));
        publish(ticket, new AppealDecided(ticket, number, "acme", TicketEventFixture.BRUNO, "A secret subject", true, "gisele",
                "secret", Instant.EPOCH));
        publish(ticket, new FixDelivered(ticket, number, "acme", "OPM-1", "9.3", Instant.EPOCH));

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(read(Persona.BRUNO, start, "0.3S"))
                        .contains("ATTACHMENT_ADDED", "OWNER_CHANGED", "INTERACTION_RECORDED", "TICKET_ESCALATED",
                                "EXCLUSION_APPEALED", "APPEAL_DECIDED", "FIX_DELIVERED")
                        .doesNotContain(internal, "secret", "fabio"));
    }

    @Test
    void an_update_names_the_ticket_and_the_kind_of_the_change() {
        var start = position(Persona.BRUNO);
        publish("000003", new SlaTermsChanged("000003", "T-2026-000003", "acme", "A subject", List.of(), Instant.EPOCH));
        var paused = publish("000003",
                new SlaPaused("000003", "T-2026-000003", "acme", "WAITING_CUSTOMER", List.of(), Instant.EPOCH));

        await().atMost(TIMEOUT).untilAsserted(() -> {
            var events = Stream.of(read(Persona.BRUNO, start, "0.3S").split("\n\n")).filter(event -> event.contains("000003"))
                    .toList();
            assertThat(events).singleElement().asString().startsWith("id:" + paused + "\nevent:CLOCKS_CHANGED\ndata:");
            var data = JsonMapper.shared().readTree(events.getFirst().substring(events.getFirst().indexOf("data:") + 5));
            assertThat(data.propertyNames()).containsExactlyInAnyOrder("id", "kind", "about", "href", "at");
            assertThat(data.path("id").asString()).isEqualTo(paused);
            assertThat(data.path("kind").asString()).isEqualTo("CLOCKS_CHANGED");
            assertThat(data.path("href").asString()).isEqualTo("/api/v1/tickets/T-2026-000003");
            assertThat(data.at("/about/label").asString()).isEqualTo("T-2026-000003");
        });
    }

    @Test
    void a_reader_resumes_after_the_last_event_and_receives_reset_if_it_is_not_kept() {
        var start = position(Persona.BRUNO);
        var seen = publish("000004", status("000004", "acme"));
        var missed = publish("000004", reply("000004"));
        await().atMost(TIMEOUT).until(() -> read(Persona.BRUNO, start, "0.3S").contains(missed));

        assertThat(read(Persona.BRUNO, seen, "0.3S")).contains("id:" + missed).doesNotContain("id:" + seen, "RESET");
        assertThat(read(Persona.BRUNO, "before/the/start", "0.1S")).contains("event:RESET\ndata:{}\n\n")
                .doesNotContain("STATUS_CHANGED");
    }

    @Test
    void a_stream_ends_when_its_token_expires() {
        var token = TestIdentity.get().tokenExpiringIn(Persona.BRUNO, Duration.ofSeconds(4));

        assertThat(text(api.withToken(token).get().uri(STREAM).exchange())).startsWith(":amparo updates");
    }

    @Test
    @Tag("R5.4")
    @Timeout(60)
    void a_stream_ends_when_its_reader_is_no_longer_a_contact() throws Exception {
        kafka.publish("cobalt", 1, cobalt(List.of(new Contact(Persona.DIEGO.id(), Persona.DIEGO.email(), Persona.DIEGO.fullName(),
                "es", "America/Montevideo", true))));
        await().atMost(TIMEOUT).until(() -> contacts.findByEmail(Persona.DIEGO.email()).isPresent());
        var stream = open(Persona.DIEGO);

        kafka.publish("cobalt", 2, cobalt(List.of()));
        await().atMost(TIMEOUT).until(() -> contacts.findByEmail(Persona.DIEGO.email()).isEmpty());
        await().pollDelay(PERMISSION_INTERVAL).until(() -> true);
        var later = publish("000005", status("000005", "cobalt"));

        assertThat(new String(stream.readAllBytes(), UTF_8)).startsWith(":amparo updates").doesNotContain(later);
        assertThat(read(Persona.DIEGO, "before/the/start", "0.3S")).doesNotContain(later, "STATUS_CHANGED");
    }

    /** Returns when the stream is open. */
    private InputStream open(Persona person) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + STREAM))
                .header("Authorization", "Bearer " + TestIdentity.get().token(person)).build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static ContractChanged cobalt(List<Contact> contacts) {
        var borealis = TestCustomers.borealis();
        return new ContractChanged("cobalt", "Cobalt Foods", borealis.edition(), borealis.validFrom(), borealis.validTo(),
                borealis.slaPlan(), "es", "America/Montevideo", contacts, List.of(), List.of(), List.of(), List.of(),
                Instant.EPOCH);
    }
}
