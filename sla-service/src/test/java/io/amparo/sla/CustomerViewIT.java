package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What customers get to know about the people of the vendor who work on their ticket. */
@SlaTest
@Tag("R1.4")
class CustomerViewIT {
    /** Marks the reasons that are written for colleagues. */
    private static final String INTERNAL = "MARK-INTERNAL";
    private static final String CUSTOMER = "cobalt";
    private static final Person DIEGO = new Person(Persona.DIEGO.id(), Persona.DIEGO.fullName(), "es");
    private static final Person FABIO = new Person(Persona.FABIO.id(), Persona.FABIO.fullName(), "pt-BR");
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private final Instant openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);
    private TicketOpened ticket;
    private int published = 1;

    @BeforeAll
    void publishTicket() {
        var fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
        publishContract("standard", Instant.EPOCH, null, null);
        var opened = TicketFixture.ticketOpened("INCIDENT", openedAt);
        ticket = new TicketOpened(opened.ticketId(), opened.number(), CUSTOMER, "Cobalt", DIEGO, "INCIDENT", "P2", "opmon-9",
                "9.2", "s", openedAt, "EDITION", null);
        kafka.publish(ticket.ticketId(), published++, ticket);
        fixture.awaitClocks(ticket.ticketId());
        publish(at -> new PublicReplySent(ticket.ticketId(), ticket.number(), CUSTOMER, "m1", FABIO, DIEGO, "s", "b", at));
        publish(at -> status("OPEN", "WAITING_CUSTOMER", Persona.FABIO, INTERNAL, at));
        publish(at -> new CustomerReplied(ticket.ticketId(), ticket.number(), CUSTOMER, "m2", DIEGO, at));
        publish(at -> status("WAITING_CUSTOMER", "IN_PROGRESS", Persona.FABIO, INTERNAL, at));
        publish(at -> status("IN_PROGRESS", "WAITING_CUSTOMER", Persona.DIEGO, "Own reason", at));
        publish(at -> status("WAITING_CUSTOMER", "IN_PROGRESS", Persona.DIEGO, null, at));
        publish(at -> new PriorityChanged(ticket.ticketId(), ticket.number(), CUSTOMER, "P2", "P1", Persona.FABIO.id(), INTERNAL,
                at));
        publish(at -> new BugQualified(ticket.ticketId(), ticket.number(), CUSTOMER, "B-1", List.of(), Persona.FABIO.id(),
                INTERNAL, null, at));
        publishContract("premium-24x7", Instant.now().truncatedTo(ChronoUnit.MILLIS), Persona.IARA.id(), INTERNAL);
        kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(ticket.ticketId()) && Persona.IARA.id().equals(it.by()));
    }

    private StatusChanged status(String from, String to, Persona by, @Nullable String reason, Instant at) {
        return new StatusChanged(ticket.ticketId(), ticket.number(), CUSTOMER, from, to, by.id(), reason, at);
    }

    private void publish(Function<Instant, TicketEvent> event) {
        kafka.publish(ticket.ticketId(), published, event.apply(openedAt.plusSeconds(published)));
        published++;
    }

    private void publishContract(String plan, Instant at, @Nullable String by, @Nullable String reason) {
        kafka.publish(CUSTOMER, TicketFixture.nextCustomerVersion(),
                new ContractChanged(CUSTOMER, "Cobalt", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan,
                        "es", "America/Sao_Paulo", List.of(new Contact(Persona.DIEGO.id(), Persona.DIEGO.email(),
                                Persona.DIEGO.fullName(), "es", "America/Sao_Paulo", true)),
                        List.of(), List.of(), List.of(), List.of(), at, by, reason));
    }

    private JsonNode clocks(Persona person) {
        return json(api.as(person).get().uri("/api/v1/sla/clocks/" + ticket.number()).exchange().expectStatus().isOk());
    }

    @Test
    void customer_gets_neither_people_nor_internal_reasons_of_the_vendor() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(clocks(Persona.FABIO).toString()).contains(INTERNAL,
                "\"by\":\"" + Persona.FABIO.id(), "\"by\":\"" + Persona.IARA.id(), "by the vendor"));

        var answer = clocks(Persona.DIEGO);
        assertThat(answer.toString()).doesNotContain(INTERNAL, Persona.FABIO.id(), Persona.IARA.id(), Persona.GISELE.id(), "@",
                "user-");
        assertThat(answer.toString()).contains("Own reason", "by Diego Ruiz", "by the vendor");
        assertThat(answer.path("ledger").valueStream().filter(fact -> fact.path("term").asString().equals("STATUS"))
                .map(fact -> fact.path("bySide").asString() + " " + fact.path("by").asString("none"))).containsExactly(
                        "VENDOR none", "VENDOR none", "CUSTOMER " + Persona.DIEGO.id(), "CUSTOMER " + Persona.DIEGO.id());
        assertThat(answer.path("objectives").valueStream().flatMap(clock -> clock.path("rescheduled").valueStream())
                .map(change -> change.path("bySide").asString())).isNotEmpty().containsOnly("VENDOR");
    }

    @Test
    void reason_of_a_refusal_is_shown_to_the_customer() {
        var declined = TicketFixture.ticketOpened("INCIDENT", openedAt);
        kafka.publish(declined.ticketId(), 1, declined);
        kafka.publish(declined.ticketId(), 2, new TicketDeclined(declined.ticketId(), declined.number(), "acme",
                TicketFixture.BRUNO, "s", "X05", "8", "An operating system", Persona.FABIO.id(), openedAt.plusSeconds(1)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                        json(api.as(Persona.BRUNO).get().uri("/api/v1/sla/clocks/" + declined.number()).exchange()).toString())
                        .contains("An operating system").doesNotContain(Persona.FABIO.id()));
    }
}
