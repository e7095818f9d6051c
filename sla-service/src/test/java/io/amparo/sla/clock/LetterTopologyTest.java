package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static io.amparo.sla.clock.SlaTopologyTest.BRUNO;
import static io.amparo.sla.clock.SlaTopologyTest.OPENED;
import static io.amparo.sla.clock.SlaTopologyTest.contract;
import static io.amparo.sla.clock.SlaTopologyTest.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that the engine cannot process, and their replay. */
class LetterTopologyTest {
    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = SlaTopologyTest.engine(state);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void what_cannot_be_read_is_laid_aside_with_the_reason_and_stops_nothing() {
        engine.saysBytes("amparo.tickets", "no event");
        var distant = opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z"));
        engine.says("amparo.tickets", distant);
        engine.says("amparo.tickets", opened("INCIDENT", null));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(2).first().satisfies(letter -> {
            assertThat(new String(letter.value())).isEqualTo("no event");
            assertThat(letter.headers().lastHeader("kafka_dlt-exception-message")).isNotNull();
        });
    }

    @Test
    void an_event_with_nothing_in_it_is_laid_aside_and_stops_nothing() {
        engine.saysBody("amparo.tickets", opened("INCIDENT", null), "{}");
        engine.saysBody("amparo.tickets", opened("INCIDENT", null), "null");
        engine.saysBody("amparo.customers", contract("a"), "{}");
        engine.says("amparo.tickets", opened("INCIDENT", null));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(1);
    }

    @Test
    void an_event_that_lacks_what_it_should_say_is_laid_aside_and_leaves_every_clock_as_it_was() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        var raised = new PriorityChanged("t1", "T-2026-000001", "acme", "P1", "P2", "fabio@opservices.example", "X", OPENED);
        engine.saysBody("amparo.tickets", raised, engine.body(raised).replace("\"to\":\"P2\",", ""));
        engine.saysBody("amparo.customers", contract("z"), engine.body(contract("z")).replace("\"slaPlan\":\"z\",", ""));
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(1);
        engine.passes(Duration.ofHours(9));
        assertThat(ids()).contains("t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/breached");
    }

    @Test
    void an_event_that_makes_a_ledger_too_large_to_be_kept_is_laid_aside_and_every_clock_goes_on() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        for (int n = 0; n < 20; n++)
            engine.says("amparo.tickets", new PriorityChanged("t1", "T-2026-000001", "acme", "P1", "P1",
                    "fabio@opservices.example", "x".repeat(65_000), OPENED));
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(7)
                .allSatisfy(letter -> assertThat(new String(letter.headers().lastHeader("kafka_dlt-exception-message").value()))
                        .contains("exceeds the limit"));
        assertThat(engine.watchSizes()).allMatch(size -> size < 1_000_000);
        engine.says("amparo.tickets", new TicketOpened("t2", "T-2026-000002", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9",
                "9.2", "Nothing works", OPENED, "EDITION", null));
        engine.passes(Duration.ofHours(9));
        assertThat(ids()).contains("t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/breached", "t2/TICKET/1/assigned",
                "t2/FIRST_RESPONSE/1/breached", "t2/RESOLUTION/1/breached");
    }

    @Test
    void what_happened_to_a_ticket_whose_opening_is_laid_aside_comes_back_after_it() {
        engine.saysBody("amparo.tickets", "t1", opened("INCIDENT", null), "torn");
        engine.until(at("2026-07-20T10:30Z"));
        var reply = new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now());
        engine.says("amparo.tickets", reply);
        engine.until(at("2026-07-20T15:00Z"));
        assertThat(engine.told()).isEmpty();
        var letters = engine.read("amparo.tickets.test.dlt");
        assertThat(letters).hasSize(2);
        engine.readsAgain(engine.record(1, opened("INCIDENT", null)));
        engine.readsAgain(letters.getLast());
        engine.passes(Duration.ofMinutes(1));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/met", "t1/RESOLUTION/1/warned-50");
    }

    @Test
    void a_policy_or_product_that_cannot_be_read_stops_nothing_and_its_tickets_wait_for_one_that_can() {
        for (var body : List.of("no plan", "{}", "null")) {
            policies().plan("a", 1).ifPresent(plan -> engine.saysBody("amparo.sla-policies", plan.event(), body));
            engine.saysBody("amparo.products", product(), body);
            engine.passes(Duration.ofSeconds(11));
        }
        policies().calendar("a", 1).ifPresent(calendar -> engine.says("amparo.sla-policies", calendar.event()));
        engine.says("amparo.tickets", opened("INCIDENT", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));
        engine.passes(Duration.ofSeconds(5));
        assertThat(engine.told()).isEmpty();
        policies().plan("a", 1).ifPresent(plan -> engine.says("amparo.sla-policies", plan.event()));
        engine.passes(Duration.ofSeconds(2));
        assertThat(ids()).contains("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
        assertThat(engine.read("amparo.sla-policies.test.dlt")).extracting(letter -> new String(letter.value()))
                .containsExactly("no plan", "{}", "null");
        assertThat(engine.read("amparo.products.test.dlt")).extracting(letter -> new String(letter.key()))
                .containsExactly("opmon-9", "opmon-9", "opmon-9");
    }

    @Test
    void what_was_laid_aside_and_can_be_read_by_now_counts_and_what_cannot_is_laid_aside_again_where_it_was() {
        engine.says("amparo.tickets", opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z")));
        var letter = engine.read("amparo.tickets.test.dlt").getFirst();
        engine.readsAgain(letter);
        assertThat(engine.read("amparo.tickets.test.dlt")).singleElement()
                .satisfies(again -> assertThat(again.headers().headers("kafka_dlt-original-topic")).hasSize(1));
        engine.readsAgain(engine.record(1, opened("INCIDENT", null)));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
    }

    @Test
    void a_contract_that_was_laid_aside_does_not_take_back_a_newer_one() {
        engine.publishes("a");
        engine.readsAgain(engine.record(100, contract("a")));
        engine.readsAgain(engine.record(99, contract("z")));
        engine.says("amparo.tickets", opened("INCIDENT", null));
        assertThat(((SlaAssigned) engine.told().getFirst().data()).plan()).isEqualTo("a");
    }

    private List<String> ids() {
        return engine.told().stream().map(Event::id).toList();
    }

    private static ProductChanged product() {
        return new ProductChanged("opmon-9", "OpMon 9", "9", List.of(), null, null, OPENED);
    }
}
