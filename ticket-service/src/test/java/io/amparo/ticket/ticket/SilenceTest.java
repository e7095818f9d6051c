package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.CustomerReminded;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Product;
import io.amparo.ticket.ticket.Ticket.Requester;
import io.amparo.ticket.ticket.Timeline.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R9.C9")
class SilenceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");
    private static final Person FABIO = new Person("fabio", "Fabio Melo", "pt-BR");

    private static Ticket in(Status status) {
        var content = new Content(Kind.INCIDENT, "Sem coleta", "O coletor parou", new Product("opmon-9", "9.2", null),
                new Severity(Effect.INTERRUPTION, Level.HIGH, Level.HIGH, Priority.P1), null, List.of());
        var open = Ticket.open("id", "T-2026-000001", new Requester("acme", "Acme Telecom", BRUNO), content,
                new EntitlementGrant("EDITION", "1", List.of()), null, NOW).state();
        return open.changeStatus("s1", status, FABIO, Direction.TO_CUSTOMER, null, NOW).state();
    }

    private static long daysUntil(Instant instant) {
        return Duration.between(NOW, instant).toDays();
    }

    @Test
    void a_ticket_that_waits_without_a_deadline_gets_one_from_now_on() {
        for (var status : List.of(Status.WAITING_CUSTOMER, Status.RESOLVED)) {
            var waiting = in(status);
            var ofOlderBuild = waiting.with(waiting.handling().withSilence(null));
            var later = NOW.plus(Duration.ofDays(30));

            var upgraded = ofOlderBuild.withDeadline(later);

            assertThat(upgraded.dueAt()).isEqualTo(later.plus(Duration.ofDays(status == Status.RESOLVED ? 10 : 3)));
            assertThat(upgraded.events()).isEmpty();
            assertThat(waiting.withDeadline(later).state()).isEqualTo(waiting);
        }
        assertThat(in(Status.IN_PROGRESS).withDeadline(NOW).dueAt()).isNull();
    }

    @Test
    void a_silent_customer_is_reminded_three_times_and_then_the_ticket_is_closed() {
        var ticket = in(Status.WAITING_CUSTOMER);
        var days = new ArrayList<Long>();
        Change<Ticket, TicketEvent> change = ticket.unchanged();

        while (change.dueAt() != null) {
            var due = Objects.requireNonNull(change.dueAt());
            assertThat(change.state().tick(due.minusMillis(1)).events()).isEmpty();
            change = change.state().tick(due);
            days.add(daysUntil(due));
            if (change.dueAt() != null)
                assertThat(change.events()).singleElement().isInstanceOfSatisfying(CustomerReminded.class,
                        reminded -> assertThat(daysUntil(reminded.autoCloseAt())).isEqualTo(14));
        }

        assertThat(days).containsExactly(3L, 7L, 12L, 14L);
        assertThat(change.events()).hasExactlyElementsOfTypes(StatusChanged.class, TicketClosed.class);
        assertThat(change.state().status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void after_an_outage_one_reminder_leaves_two_days_to_answer() {
        var late = NOW.plus(Duration.ofDays(30));

        var reminded = in(Status.WAITING_CUSTOMER).tick(late);

        assertThat(reminded.events()).singleElement().isInstanceOfSatisfying(CustomerReminded.class,
                event -> assertThat(event.autoCloseAt()).isEqualTo(late.plus(Duration.ofDays(2))));
        assertThat(reminded.dueAt()).isEqualTo(late.plus(Duration.ofDays(2)));
    }

    @Test
    void an_answer_ends_the_wait_and_a_later_question_starts_another() {
        var answered = in(Status.WAITING_CUSTOMER).addCustomerReply("m1", BRUNO, NOW.plusSeconds(60));
        var later = NOW.plus(Duration.ofDays(5));
        var asked = answered.state().changeStatus("s2", Status.WAITING_CUSTOMER, FABIO, Direction.TO_CUSTOMER, null, later);

        assertThat(answered.dueAt()).isNull();
        assertThat(asked.dueAt()).isEqualTo(later.plus(Duration.ofDays(3)));
        assertThat(asked.state().addPublicReply("m2", FABIO, MessageBody.of("Lembrete"), later).dueAt())
                .as("a message of the vendor ends no wait").isEqualTo(asked.dueAt());
    }

    @Test
    void an_escalation_of_the_customer_is_no_silence() {
        var later = NOW.plus(Duration.ofDays(13));

        var escalated = new TicketEdit.Escalate("Urgent").apply(in(Status.WAITING_CUSTOMER), "e1",
                new Author(BRUNO, false, false), later);

        assertThat(escalated.dueAt()).isEqualTo(later.plus(Duration.ofDays(3)));
    }

    @Test
    void a_resolved_ticket_can_be_reopened_for_ten_days() {
        var resolved = in(Status.RESOLVED);
        var due = Objects.requireNonNull(resolved.unchanged().dueAt());

        assertThat(daysUntil(due)).isEqualTo(10);
        assertThat(resolved.tick(due).events()).hasExactlyElementsOfTypes(StatusChanged.class, TicketClosed.class);
    }
}
