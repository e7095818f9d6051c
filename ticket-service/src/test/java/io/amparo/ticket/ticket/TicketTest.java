package io.amparo.ticket.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.MongoClientSettings;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Product;
import io.amparo.ticket.ticket.Ticket.Requester;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocumentReader;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TicketTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");
    private static final Person FABIO = new Person("fabio", "Fabio Melo", "pt-BR");
    private static final Content CONTENT = new Content(Kind.INCIDENT, "Sem coleta", "O coletor parou",
            new Product("opmon-9", "9.2", null), new Severity(Effect.INTERRUPTION, Level.HIGH, Level.HIGH, Priority.P1), null,
            List.of());
    private static final Requester ACME = new Requester("acme", "Acme Telecom", BRUNO);
    private static final Sla PROMISE = new Sla("premium-24x7", 1, "24x7", "America/Sao_Paulo", null,
            List.of(new Sla.Objective("RESOLUTION", "RUNNING", "PT4H", null, NOW.plusSeconds(14_400))));
    private static final EntitlementGrant EDITION = new EntitlementGrant("EDITION", "1", List.of());

    private static Ticket open() {
        return Ticket.open("id", "T-2026-000001", ACME, CONTENT, EDITION, PROMISE, NOW).state();
    }

    @Test
    @Tag("R1.3")
    void opening_emits_the_number_and_every_due_instant() {
        var opened = Ticket.open("id", "T-2026-000001", ACME, CONTENT, EDITION, PROMISE, NOW);

        assertThat(opened.events()).singleElement().isInstanceOfSatisfying(TicketOpened.class, event -> {
            assertThat(event.number()).isEqualTo("T-2026-000001");
            assertThat(event.sla().promises()).singleElement()
                    .satisfies(promise -> assertThat(promise.dueAt()).isEqualTo(NOW.plusSeconds(14_400)));
        });
    }

    @Test
    @Tag("R1.4")
    void a_reply_is_public_and_the_event_of_a_note_has_no_text() {
        var replied = open().addPublicReply("m1", FABIO, MessageBody.of("Reinicie o coletor"), NOW);
        var noted = open().addInternalNote("m2", FABIO, NOW);

        assertThat(replied.state().timeline().newest()).singleElement()
                .satisfies(entry -> assertThat(entry.direction()).isEqualTo(Direction.TO_CUSTOMER));
        assertThat(replied.events()).singleElement().isInstanceOf(PublicReplySent.class);
        assertThat(noted.state().timeline().newest()).singleElement().satisfies(entry -> assertThat(entry.isInternal()).isTrue());
        assertThat(noted.events()).singleElement().isInstanceOf(InternalNoteAdded.class);
    }

    @Test
    void customer_reply_ends_waiting_for_the_customer() {
        var waiting = open().changeStatus("s1", Status.WAITING_CUSTOMER, FABIO, Direction.TO_CUSTOMER, "logs?", NOW).state();

        var replied = waiting.addCustomerReply("m1", BRUNO, NOW);

        assertThat(replied.state().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(replied.events()).hasExactlyElementsOfTypes(CustomerReplied.class, StatusChanged.class);
    }

    @Test
    void customer_reply_reopens_a_resolved_ticket() {
        var resolved = open().changeStatus("s1", Status.RESOLVED, FABIO, Direction.TO_CUSTOMER, null, NOW).state();

        var replied = resolved.addCustomerReply("m1", BRUNO, NOW);

        assertThat(replied.events()).hasExactlyElementsOfTypes(CustomerReplied.class, StatusChanged.class, TicketReopened.class);
    }

    @Test
    void a_received_ticket_is_opened_or_refused_once() {
        var received = Ticket.receive("id", "T-2026-000001", ACME, CONTENT, NOW);
        assertThat(received.events()).hasExactlyElementsOfTypes(TicketReceived.class);

        var granted = received.state().grantEntitlement(EDITION, NOW);
        assertThat(granted.events()).hasExactlyElementsOfTypes(TicketOpened.class);
        assertThat(granted.state().grantEntitlement(EDITION, NOW).events()).isEmpty();
        assertThat(granted.state().refuse("late", NOW).events()).isEmpty();
        assertThat(received.state().refuse("contract-expired", NOW).events()).hasExactlyElementsOfTypes(TicketRefused.class);
    }

    @Test
    void a_received_ticket_requests_its_decision_after_a_minute_and_ever_later() {
        var received = Ticket.receive("id", "T-2026-000001", ACME, CONTENT, NOW);
        assertThat(received.dueAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(received.state().requestDecision(NOW.plusSeconds(59)).events()).isEmpty();
        var waits = new ArrayList<Long>();

        var due = received.dueAt();
        for (var ticket = received.state(); waits.size() < 8;) {
            var requested = ticket.requestDecision(due);
            assertThat(requested.events()).singleElement().isInstanceOfSatisfying(EntitlementRequested.class,
                    event -> assertThat(event.attempt()).isEqualTo(waits.size() + 1));
            waits.add(Duration.between(due, requested.dueAt()).toMinutes());
            due = requested.dueAt();
            ticket = requested.state();
        }

        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void a_received_ticket_stays_due_until_its_decision() {
        var received = Ticket.receive("id", "T-2026-000001", ACME, CONTENT, NOW).state();
        var due = NOW.plusSeconds(60);

        assertThat(received.addCustomerReply("m1", BRUNO, NOW).dueAt()).isEqualTo(due);
        assertThat(received.addInternalNote("m2", FABIO, NOW).dueAt()).isEqualTo(due);
        assertThat(received.unchanged().dueAt()).isEqualTo(due);
        assertThat(received.grantEntitlement(EDITION, NOW).dueAt()).isNull();
        assertThat(received.refuse("contract-expired", NOW).dueAt()).isNull();
        assertThat(received.grantEntitlement(EDITION, NOW).state().requestDecision(due).events()).isEmpty();
        assertThat(TicketCodec.decode(bsonRoundTrip(TicketCodec.encode(received)))).isEqualTo(received);
    }

    @Test
    @Tag("R1.4")
    void internal_entries_leave_no_gap_in_the_sequence_of_the_customer() {
        var timeline = open().addCustomerReply("m1", BRUNO, NOW).state().addInternalNote("m2", FABIO, NOW).state()
                .addPublicReply("m3", FABIO, MessageBody.of("texto"), NOW).state().timeline();

        assertThat(timeline.newest()).extracting(Entry::position).containsExactly(1, 2, 3);
        assertThat(timeline.newest()).extracting(Entry::publicPosition).containsExactly(1, 0, 2);
        assertThat(timeline.size()).isEqualTo(3);
        assertThat(timeline.publicSize()).isEqualTo(2);
    }

    @Test
    void the_event_of_a_long_reply_has_its_beginning_and_the_path_of_the_rest() {
        var body = MessageBody.of("語".repeat(49_000));

        var replied = open().addPublicReply("m1", FABIO, body, NOW);

        assertThat(replied.events()).singleElement().isInstanceOfSatisfying(PublicReplySent.class, event -> {
            assertThat(event.body().getBytes(UTF_8).length).isBetween(15_990, 16_000);
            assertThat(event.wholeBody()).isEqualTo("/api/v1/tickets/T-2026-000001/messages/m1");
        });
        assertThat(TicketCodec.encode(replied.state()).toString()).hasSizeLessThan(3_000);
    }

    @Test
    @Tag("R1.3")
    void an_invalid_ticket_number_is_rejected() {
        assertThat(new TicketNumber(2026, 123)).hasToString("T-2026-000123");
        assertThat(TicketNumber.isValid("T-2026-000123")).isTrue();
        assertThat(TicketNumber.isValid("T-2026-123")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new TicketNumber(2026, 1_000_000_000_000L));
    }

    @Test
    void a_ticket_survives_the_round_trip_through_its_document() {
        var ticket = open().addPublicReply("m1", FABIO, MessageBody.of("texto"), NOW).state()
                .changeStatus("s1", Status.RESOLVED, FABIO, Direction.TO_CUSTOMER, "feito", NOW).state();

        assertThat(TicketCodec.decode(bsonRoundTrip(TicketCodec.encode(ticket)))).isEqualTo(ticket);
    }

    /** Encodes and decodes BSON, so that dates have the type that the driver returns. */
    private static Document bsonRoundTrip(Document document) {
        var codecs = MongoClientSettings.getDefaultCodecRegistry();
        var bson = document.toBsonDocument(Document.class, codecs);
        return codecs.get(Document.class).decode(new BsonDocumentReader(bson), DecoderContext.builder().build());
    }
}
