package io.amparo.entitlement.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.entitlement.EntitlementEvent.ObligationAssessed;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.platform.store.Versioned;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What the events of tickets show about the duties, also when they are replayed or arrive late. */
@ServiceTest({"amparo.demo=true", "amparo.obligations.tick=1h"})
@Import(TestClockConfig.class)
class TicketEvidenceIT {
    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
    private static final Person FABIO = new Person("fabio", "Fabio", "pt-BR");

    @Autowired
    EventClient kafka;
    @Autowired
    Obligations obligations;

    private long sequence;

    private record Company(String customer, Person contact) {
        StatusChanged changed(String ticket, String from, String to, String by, int minute) {
            return new StatusChanged(ticket, number(ticket), customer, from, to, by, null, at(minute));
        }

        PublicReplySent replied(String ticket, int minute) {
            return new PublicReplySent(ticket, number(ticket), customer, "m-" + minute, FABIO, contact, "Subject", "Body",
                    at(minute));
        }

        TicketResolved resolved(String ticket, int minute) {
            return new TicketResolved(ticket, number(ticket), customer, contact, "Subject", at(minute));
        }
    }

    private static final Company ACME = new Company("acme", new Person("acme-ana", "Ana Souza", "pt-BR"));
    private static final Company BOREALIS = new Company("borealis", new Person("borealis-carla", "Carla Dias", "en"));
    private static final Company COBALT = new Company("cobalt", new Person("cobalt-diego", "Diego", "es"));

    private static String number(String ticket) {
        return "T-2026-" + "%06d".formatted(Math.abs(ticket.hashCode()) % 1_000_000);
    }

    private static Instant at(int minute) {
        return T0.plusSeconds(60L * minute);
    }

    private void publish(TicketEvent... events) {
        for (var event : events) kafka.publish(event.ticketId(), ++sequence, event);
    }

    private Optional<Obligation> find(Company company, String code) {
        return obligations.find(Obligation.id(company.customer(), code)).map(Versioned::state);
    }

    private Obligation awaitState(Company company, String code, DutyState state) {
        await().until(() -> find(company, code).filter(found -> found.stateAt(Instant.MAX) == state).isPresent());
        return find(company, code).orElseThrow();
    }

    @Test
    @Tag("R9.O1")
    @Tag("R9.O2")
    @Tag("R9.O3")
    @Tag("R9.O4")
    void the_work_of_the_vendor_on_a_ticket_is_evidence_once_for_each_duty() {
        for (int delivery = 0; delivery < 2; delivery++) {
            kafka.publish("work/1/0", "work", 1, ACME.changed("work", "OPEN", "IN_PROGRESS", "fabio", 1));
            kafka.publish("work/2/0", "work", 2, ACME.replied("work", 2));
            kafka.publish("work/3/0", "work", 3, ACME.replied("work", 3));
            kafka.publish("work/4/0", "work", 4, ACME.changed("work", "IN_PROGRESS", "WAITING_CUSTOMER", "fabio", 4));
            kafka.publish("work/5/0", "work", 5, ACME.resolved("work", 5));
        }
        publish(ACME.resolved("last", 6)); // comes after all others of the customer

        await().until(() -> find(ACME, "O1").filter(found -> found.recorded() == 2).isPresent());
        for (var code : new String[]{"O2", "O3", "O4"}) {
            var found = find(ACME, code).orElseThrow();
            assertThat(found.recorded()).as(code).isEqualTo(1);
            assertThat(found.published()).as(code).isEqualTo(DutyState.MET);
            assertThat(found.evidence().getFirst().by()).as(code).isEqualTo("fabio");
        }
        assertThat(find(ACME, "O4").orElseThrow().evidence().getFirst().at()).as("the first reply").isEqualTo(at(2));
        kafka.receive(ObligationAssessed.class, each -> each.customerId().equals("acme") && each.code().equals("O1"));
        assertThat(find(ACME, "C9")).isEmpty();
    }

    @Test
    @Tag("R9.C9")
    void an_answer_of_a_contact_is_cooperation() {
        var answered = BOREALIS.changed("a", "WAITING_CUSTOMER", "IN_PROGRESS", "borealis-carla", 10);
        publish(BOREALIS.changed("b", "WAITING_CUSTOMER", "IN_PROGRESS", "fabio", 9), answered);
        assertThat(awaitState(BOREALIS, "C9", DutyState.MET).recorded()).as("without the change by the vendor").isEqualTo(1);

        publish(BOREALIS.changed("a", "WAITING_CUSTOMER", "IN_PROGRESS", "borealis-carla", 20),
                BOREALIS.changed("c", "WAITING_CUSTOMER", "CLOSED", "fabio", 25),
                BOREALIS.changed("b", "WAITING_CUSTOMER", "IN_PROGRESS", "borealis-carla", 30));
        await().until(() -> find(BOREALIS, "C9").filter(found -> found.recorded() == 2).isPresent());
        assertThat(find(BOREALIS, "C9").orElseThrow().evidence()).extracting(Evidence::about, Evidence::at)
                .containsExactly(tuple(number("b"), at(30)), tuple(number("a"), at(20)));
        assertThat(kafka.received(ObligationAssessed.class).stream()
                .filter(each -> each.customerId().equals("borealis") && each.code().equals("C9")).count()).isPositive();
    }

    @Test
    @Tag("R9.C9")
    void a_ticket_that_was_closed_without_an_answer_is_no_cooperation() {
        var company = new Company("silent", new Person("silent-1", "Sara", "pt-BR"));
        publish(company.changed("silent-a", "IN_PROGRESS", "CLOSED", "fabio", 5),
                company.changed("silent-a", "WAITING_CUSTOMER", "CLOSED", "ticket-service", 10));

        assertThat(awaitState(company, "C9", DutyState.NOT_MET).evidence()).singleElement()
                .satisfies(evidence -> assertThat(evidence.code()).isEqualTo("customer-silent"));
    }

    @Test
    @Tag("R9.C9")
    void a_late_event_does_not_change_what_newer_ones_show() {
        publish(COBALT.changed("x", "WAITING_CUSTOMER", "IN_PROGRESS", "cobalt-diego", 40));
        awaitState(COBALT, "C9", DutyState.MET);

        publish(COBALT.changed("x", "WAITING_CUSTOMER", "IN_PROGRESS", "cobalt-diego", 35),
                COBALT.changed("y", "WAITING_CUSTOMER", "IN_PROGRESS", "cobalt-diego", 30), COBALT.resolved("y", 50));

        awaitState(COBALT, "O1", DutyState.MET);
        var found = find(COBALT, "C9").orElseThrow();
        assertThat(found.stateAt(at(39))).as("what it showed earlier is not kept").isEqualTo(DutyState.UNKNOWN);
        assertThat(found.evidence()).extracting(Evidence::at).containsExactly(at(40), at(30));
    }

    @Test
    void an_opened_ticket_is_no_evidence() {
        var opened = new TicketOpened("o", number("o"), "delta", "Delta", BOREALIS.contact(), "INCIDENT", "P1", "opmon-9", "9.2",
                "Subject", at(1), "EDITION", null);
        var delta = new Company("delta", BOREALIS.contact());
        publish(opened, delta.resolved("o", 2));

        awaitState(delta, "O1", DutyState.MET);
        assertThat(obligations.of("delta")).containsOnlyKeys("O1");
    }
}
