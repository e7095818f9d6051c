package io.amparo.sla.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.plan.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer who floods a ticket cannot keep the vendor's facts out of its ledger. */
class CustomerFloodTest {
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");
    private static final Person FABIO = new Person("user-FABIO", "Fabio", "pt-BR");
    private static final String TICKET = UUID.randomUUID().toString();

    @TempDir
    Path state;
    private EngineDriver engine;
    private int version;

    @BeforeEach
    void start() {
        engine = TermChangesTest.engine(state);
        engine.publish("amparo.customers", TermChangesTest.contract("full", null, engine.now()));
        publish(new TicketOpened(TICKET, "T-1", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9", "9.2", "Nothing works",
                engine.now(), "EDITION", null));
        reply();
        engine.advance(Duration.ofMinutes(1));
        engine.drainEvents();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void reply_after_6_000_messages_of_the_customer_meets_the_target() {
        var asked = engine.now();
        var watch = TicketWatch.of(engine.ledger(TICKET));
        for (int n = 0; n < 6_000; n++)
            watch = watch.with(List.of(Facts.fact("/amparo/ticket-service#" + TICKET + "/" + n + "/0", asked.plusMillis(n),
                    "ASKED", UUID.randomUUID().toString())));
        assertThat(TicketWatchCodec.encode(watch).length).isLessThan(60_000);

        watch = watch.with(List.of(Facts.fact("reply", asked.plusSeconds(60), "REPLIED", FABIO.id())));
        var clock = ClockTracker.clocksOf(watch.ledger(), ClockFixtures.policies()).orElseThrow().stream()
                .filter(each -> each.metric() == Metric.NEXT_RESPONSE).toList();
        assertThat(clock).singleElement().satisfies(met -> {
            assertThat(met.startedAt()).isEqualTo(asked);
            assertThat(met.endedAt()).isEqualTo(asked.plusSeconds(60));
        });
    }

    @Test
    void facts_of_the_vendor_fit_after_any_number_of_questions_and_reopenings() {
        ask(50);
        for (int n = 0; n < 40; n++)
            publish(new TicketReopened(TICKET, "T-1", "acme", BRUNO.id(), "x".repeat(30_000), engine.now()));
        assertThat(engine.watchSizes()).allMatch(size -> size <= WatchLimits.MAX_BYTES_FOR_CUSTOMERS);
        engine.read("amparo.tickets.test.dlt");

        reply();
        publish(new StatusChanged(TICKET, "T-1", "acme", "OPEN", "IN_PROGRESS", FABIO.id(), null, engine.now()));
        publish(new PriorityChanged(TICKET, "T-1", "acme", "P1", "P2", FABIO.id(), "less", engine.now()));

        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
        assertThat(engine.ledger(TICKET).priority()).isEqualTo("P2");
        assertThat(engine.ledger(TICKET).hasOpenQuestion()).isFalse();
    }

    private void ask(int messages) {
        for (int n = 0; n < messages; n++)
            publish(new CustomerReplied(TICKET, "T-1", "acme", UUID.randomUUID().toString(), BRUNO,
                    engine.now().plusMillis(n / 10)));
    }

    private void reply() {
        publish(new PublicReplySent(TICKET, "T-1", "acme", UUID.randomUUID().toString(), FABIO, BRUNO, "s", "b",
                engine.now().plusSeconds(2)));
    }

    private void publish(TicketEvent event) {
        engine.publish(TICKET + "/" + ++version + "/0", "amparo.tickets", event);
    }
}
