package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static io.amparo.sla.engine.SlaTopologyTest.BRUNO;
import static io.amparo.sla.engine.SlaTopologyTest.OPENED;
import static io.amparo.sla.engine.SlaTopologyTest.contract;
import static io.amparo.sla.engine.SlaTopologyTest.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.platform.consume.DeadLetterTopics;
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
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that the engine cannot process, and their replay. */
class DeadLetterForwarderTest {
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
    void unreadable_record_is_parked_with_the_reason_and_processing_continues() {
        engine.publishBytes("amparo.tickets", "no event");
        var distant = opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z"));
        engine.publish("amparo.tickets", distant);
        engine.publish("amparo.tickets", opened("INCIDENT", null));

        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(2).first().satisfies(deadLetter -> {
            assertThat(new String(deadLetter.value())).isEqualTo("no event");
            assertThat(deadLetter.headers().lastHeader("kafka_dlt-exception-message")).isNotNull();
        });
    }

    @Test
    void empty_event_is_parked_and_processing_continues() {
        engine.publishBody("amparo.tickets", opened("INCIDENT", null), "{}");
        engine.publishBody("amparo.tickets", opened("INCIDENT", null), "null");
        engine.publishBody("amparo.customers", contract("a"), "{}");
        engine.publish("amparo.tickets", opened("INCIDENT", null));

        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(1);
    }

    @Test
    void event_with_a_missing_field_is_parked_and_changes_no_clock() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        var raised = new PriorityChanged("t1", "T-2026-000001", "acme", "P1", "P2", "user-FABIO", "X", OPENED);
        engine.publishBody("amparo.tickets", raised, engine.body(raised).replace("\"to\":\"P2\",", ""));
        engine.publishBody("amparo.customers", contract("z"), engine.body(contract("z")).replace("\"slaPlan\":\"z\",", ""));

        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(1);

        engine.advance(Duration.ofHours(9));
        assertThat(ids()).contains("t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/breached");
    }

    @Test
    void event_that_makes_a_ledger_too_large_is_parked_and_clocks_continue() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        for (int n = 0; n < 20; n++)
            engine.publish("amparo.tickets",
                    new PriorityChanged("t1", "T-2026-000001", "acme", "P1", "P1", "user-FABIO", "x".repeat(65_000), OPENED));

        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(7).allSatisfy(
                deadLetter -> assertThat(new String(deadLetter.headers().lastHeader("kafka_dlt-exception-message").value()))
                        .contains("exceeds the limit"));
        assertThat(engine.watchSizes()).allMatch(size -> size < 1_000_000);

        engine.publish("amparo.tickets", new TicketOpened("t2", "T-2026-000002", "acme", "Acme", BRUNO, "INCIDENT", "P1",
                "opmon-9", "9.2", "Nothing works", OPENED, "EDITION", null));
        engine.advance(Duration.ofHours(9));

        assertThat(ids()).contains("t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/breached", "t2/TICKET/1/assigned",
                "t2/FIRST_RESPONSE/1/breached", "t2/RESOLUTION/1/breached");
    }

    @Test
    void events_of_a_ticket_with_a_parked_opening_are_replayed_after_it() {
        engine.publishBody("amparo.tickets", "t1", opened("INCIDENT", null), "torn");
        engine.advanceTo(at("2026-07-20T10:30Z"));
        var reply = new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now());
        engine.publish("amparo.tickets", reply);
        engine.advanceTo(at("2026-07-20T15:00Z"));

        assertThat(engine.drainEvents()).isEmpty();
        var deadLetters = engine.read("amparo.tickets.test.dlt");
        assertThat(deadLetters).hasSize(2);

        engine.replay(engine.record(1, opened("INCIDENT", null)));
        engine.replay(deadLetters.getLast());
        engine.advance(Duration.ofMinutes(1));

        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/met", "t1/RESOLUTION/1/warned-50");
    }

    @Test
    void tickets_of_an_unreadable_policy_wait_for_a_readable_one() {
        for (var body : List.of("no plan", "{}", "null")) {
            policies().plan("a", 1).ifPresent(plan -> engine.publishBody("amparo.sla-policies", plan.event(), body));
            engine.publishBody("amparo.products", product(), body);
            engine.advance(Duration.ofSeconds(11));
        }
        policies().calendar("a", 1).ifPresent(calendar -> engine.publish("amparo.sla-policies", calendar.event()));
        engine.publish("amparo.tickets", opened("INCIDENT", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));
        engine.advance(Duration.ofSeconds(5));

        assertThat(engine.drainEvents()).isEmpty();

        policies().plan("a", 1).ifPresent(plan -> engine.publish("amparo.sla-policies", plan.event()));
        engine.advance(Duration.ofSeconds(2));

        assertThat(ids()).contains("t1/TICKET/1/assigned");
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
        assertThat(engine.read("amparo.sla-policies.test.dlt")).extracting(deadLetter -> new String(deadLetter.value()))
                .containsExactly("no plan", "{}", "null");
        assertThat(engine.read("amparo.products.test.dlt")).extracting(deadLetter -> new String(deadLetter.key()))
                .containsExactly("opmon-9", "opmon-9", "opmon-9");
    }

    @Test
    void replayed_record_is_applied_or_parked_under_its_original_topic() {
        engine.publish("amparo.tickets", opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z")));
        var deadLetter = engine.read("amparo.tickets.test.dlt").getFirst();

        engine.replay(deadLetter);

        assertThat(engine.read("amparo.tickets.test.dlt")).singleElement()
                .satisfies(replayed -> assertThat(replayed.headers().headers("kafka_dlt-original-topic")).hasSize(1));

        engine.replay(engine.record(1, opened("INCIDENT", null)));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
    }

    @Test
    void header_of_a_record_does_not_choose_the_dead_letter_topic() {
        var hostile = engine.record(1, opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z")));
        hostile.headers().add("kafka_dlt-original-topic", "amparo.customers".getBytes());
        engine.pipe("amparo.tickets", hostile);
        hostile.headers().remove("kafka_dlt-original-topic").add("kafka_dlt-original-topic", "elsewhere".getBytes());
        engine.replay(hostile);

        assertThat(engine.read("amparo.customers.test.dlt")).isEmpty();
        assertThat(engine.read("amparo.tickets.test.dlt")).singleElement()
                .satisfies(deadLetter -> assertThat(deadLetter.headers().headers("kafka_dlt-original-topic")).singleElement()
                        .satisfies(header -> assertThat(new String(header.value())).isEqualTo("amparo.tickets")));
        assertThat(engine.read(SlaTopology.REPLAY + ".test.dlt")).hasSize(1);
    }

    @Test
    void replayed_contract_does_not_overwrite_a_newer_one() {
        engine.publishPolicies("a");
        engine.replay(engine.record(100, contract("a")));
        engine.replay(engine.record(99, contract("z")));

        engine.publish("amparo.tickets", opened("INCIDENT", null));

        assertThat(((SlaAssigned) engine.drainEvents().getFirst().data()).plan()).isEqualTo("a");
    }

    @Test
    void mark_of_a_parked_opening_ends_with_the_opening() {
        engine.publishBody("amparo.tickets", "t1", opened("INCIDENT", null), "torn");

        assertThat(engine.parkedMarks()).containsExactly("parked t1");

        engine.replay(engine.record(1, opened("INCIDENT", null)));

        assertThat(engine.parkedMarks()).isEmpty();
    }

    @Test
    void mark_of_a_parked_opening_ends_when_its_dead_letters_are_dropped() {
        engine.publishBody("amparo.tickets", "t1", opened("INCIDENT", null), "torn");
        var reply = new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now());
        engine.publish("amparo.tickets", reply);
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(2);
        var release = engine.record(1, opened("INCIDENT", null));
        release.headers().remove("ce_subject").add("ce_subject", "t1".getBytes()).add(DeadLetterTopics.RELEASED, new byte[0]);
        engine.pipe("amparo.tickets", new TestRecord<>(release.key(), new byte[0], release.headers(), engine.now()));

        assertThat(engine.parkedMarks()).as("only the replay topic releases").isNotEmpty();
        engine.replay(new TestRecord<>(release.key(), new byte[0], release.headers(), engine.now()));

        assertThat(engine.parkedMarks()).isEmpty();
        engine.read("amparo.tickets.test.dlt");
        engine.publish("amparo.tickets", reply);
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
    }

    @Test
    void unreadable_events_other_than_an_opening_leave_no_mark() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        var raised = new PriorityChanged("t1", "T-2026-000001", "acme", "P1", "P2", "fabio@opservices.example", "X", OPENED);
        engine.publishBody("amparo.tickets", "t1", raised, "torn");
        engine.publishBody("amparo.customers", contract("a"), "{}");

        assertThat(engine.parkedMarks()).isEmpty();
    }

    @Test
    void a_replayed_record_that_is_parked_once_more_names_its_dead_letter() {
        var copy = engine.record(1, opened("INCIDENT", null, Instant.parse("9999-01-01T00:00:00Z")));
        copy.headers().add(DeadLetterTopics.REPLAY_OF, "17".getBytes()).add("kafka_dlt-original-topic",
                "amparo.tickets".getBytes());
        engine.replay(copy);
        engine.pipe("amparo.tickets", copy);

        assertThat(engine.read("amparo.tickets.test.dlt"))
                .extracting(deadLetter -> deadLetter.headers().lastHeader(DeadLetterTopics.REPLAY_OF) != null)
                .containsExactlyInAnyOrder(true, false);
    }

    private List<String> ids() {
        return engine.drainEvents().stream().map(Event::id).toList();
    }

    private static ProductChanged product() {
        return new ProductChanged("opmon-9", "OpMon 9", "9", List.of(), null, null, OPENED);
    }
}
