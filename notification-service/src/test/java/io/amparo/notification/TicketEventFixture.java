package io.amparo.notification;

import io.amparo.events.PauseRule;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.Promise;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of ticket-service and sla-service for test tickets. */
final class TicketEventFixture {
    static final Instant OPENED = Instant.parse("2026-11-23T15:00:00Z");
    static final Instant DUE = Instant.parse("2026-11-23T19:00:20Z");
    static final Person BRUNO = person(Persona.BRUNO, "pt-BR");
    static final Person FABIO = person(Persona.FABIO, "pt-BR");

    private static final List<PauseRule> RULES = List.of(new PauseRule("WAITING_CUSTOMER", List.of("RESOLUTION"), "PT72H"));

    private TicketEventFixture() {}

    static Person person(Persona persona, String language) {
        return new Person(persona.id(), persona.fullName(), language);
    }

    static TicketOpened opened(String id, Person contact, @Nullable SlaDefinition sla) {
        return opened(id, "acme", contact, sla);
    }

    static TicketOpened opened(String id, String customer, Person contact, @Nullable SlaDefinition sla) {
        return new TicketOpened(id, number(id), customer, "Acme Telecom", contact, "INCIDENT", "P1", "opmon-9", "9.2",
                "Coletor parado " + id, OPENED, "EDITION", sla);
    }

    static String number(String id) {
        return "T-2026-" + id;
    }

    static SlaDefinition definition() {
        return new SlaDefinition("premium-24x7", 1, "24x7", "America/Sao_Paulo",
                List.of(new Promise("FIRST_RESPONSE", "PT30M", OPENED.plusSeconds(1800)), new Promise("RESOLUTION", "PT4H", DUE)),
                RULES);
    }

    static SlaAssigned assigned(String id) {
        return new SlaAssigned(id, number(id), "acme", "Coletor parado " + id, "INCIDENT", "P1", "premium-24x7", 1, "24x7",
                "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT4H", "PT0S", DUE)), OPENED, null, null, RULES);
    }
}
