package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.engine.SlaTopologyTest.BRUNO;
import static io.amparo.sla.engine.SlaTopologyTest.OPENED;
import static io.amparo.sla.engine.SlaTopologyTest.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.sla.SlaEngineEvent.SlaWatermark;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watermarks prove that no edge is missing: silence means that all is well. */
class WatermarkTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = SlaTopologyTest.engine(state);
        engine.drainWithWatermarks();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void partition_has_a_watermark_every_10_s_also_in_silence() {
        var begin = engine.now();
        for (int second = 0; second < 60; second++) engine.advance(Duration.ofSeconds(1));
        var watermarks = watermarks(engine.drainWithWatermarks());

        assertThat(watermarks).hasSize(6).allSatisfy(each -> {
            assertThat(each.partition()).isZero();
            assertThat(each.inputOffset()).isNull();
            assertThat(each.allEdgesOutUntil().toEpochMilli() % INTERVAL.toMillis()).isLessThanOrEqualTo(100);
        });
        assertThat(watermarks.getFirst().allEdgesOutUntil()).isBetween(begin, begin.plus(INTERVAL).plusMillis(100));

        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advance(INTERVAL);
        assertThat(watermarks(engine.drainWithWatermarks())).last().extracting(SlaWatermark::inputOffset).isEqualTo(0L);
    }

    @Test
    void watermark_waits_for_the_edges_of_a_downtime() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T11:00Z"));
        engine.drainWithWatermarks();

        engine.restartAfter(Duration.ofHours(4));
        engine.publishPolicies("z");
        engine.setBacklog(true);
        engine.advance(Duration.ofSeconds(60));
        assertThat(engine.drainWithWatermarks()).as("while records of the downtime are fetched").isEmpty();
        engine.setBacklog(false);
        engine.advance(INTERVAL);
        var events = engine.drainWithWatermarks();

        assertThat(events.stream().filter(each -> each.data() instanceof SlaBreached)).singleElement()
                .satisfies(breach -> assertThat(retroactive(breach)).as("its watermark follows").isNull());
        assertThat(events.getLast().data()).isInstanceOf(SlaWatermark.class);
    }

    @Test
    void late_opening_causes_retroactive_edges() {
        engine.advanceTo(at("2026-07-20T16:00Z"));
        engine.drainWithWatermarks();
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advance(Duration.ofSeconds(1));

        assertThat(engine.drainWithWatermarks().stream().filter(each -> due(each) != null)).isNotEmpty()
                .allSatisfy(each -> assertThat(retroactive(each)).isTrue());
    }

    /** Facts that arrive hours late, restarts and steps of the system clock. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void edge_that_a_watermark_covers_never_follows_it_unmarked(int seed) {
        var random = new Random(seed);
        var events = new ArrayList<Event>();
        int tickets = 0;
        for (int step = 0; step < 70; step++) {
            var at = engine.now().minus(random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(300)));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> engine.publish("amparo.tickets", ticket(++tickets, at));
                case 3, 4 -> engine.publish("amparo.tickets", new PriorityChanged("t" + (1 + random.nextInt(1 + tickets)), "n",
                        "acme", "P2", random.nextBoolean() ? "P1" : "P3", "fabio", "r", at));
                case 5 -> engine.publish("amparo.tickets", new PublicReplySent("t" + (1 + random.nextInt(1 + tickets)), "n",
                        "acme", "m" + step, BRUNO, BRUNO, "s", "b", at));
                case 6 -> engine.publish("amparo.tickets", new StatusChanged("t" + (1 + random.nextInt(1 + tickets)), "n", "acme",
                        "OPEN", random.nextBoolean() ? "WAITING_CUSTOMER" : "IN_PROGRESS", "acme-bruno", null, at));
                default -> disturb(random);
            }
            engine.advance(Duration.ofSeconds(random.nextInt(1, 1800)));
            events.addAll(engine.drainWithWatermarks());
        }

        var until = Instant.EPOCH;
        int marked = 0, punctual = 0;
        for (var event : events) {
            if (event.data() instanceof SlaWatermark watermark) {
                assertThat(watermark.allEdgesOutUntil()).isAfter(until);
                until = watermark.allEdgesOutUntil();
            } else if (due(event) != null) {
                assertThat(retroactive(event)).as("%s after %s: %s", event.id(), until, event.data())
                        .isEqualTo(due(event).isAfter(until) ? null : true);
                if (retroactive(event) == null)
                    punctual++;
                else
                    marked++;
            }
        }
        assertThat(marked).as("retroactive edges").isPositive();
        assertThat(punctual).as("punctual edges").isPositive();
    }

    private void disturb(Random random) {
        if (random.nextBoolean()) {
            engine.restartAfter(Duration.ofMinutes(random.nextInt(1, 200)));
            engine.publishPolicies("z");
        } else
            engine.stepClock(Duration.ofSeconds(random.nextInt(-90, 90)));
    }

    private static TicketOpened ticket(int number, Instant at) {
        var t = opened("INCIDENT", null, at.isBefore(OPENED) ? OPENED : at);
        return new TicketOpened("t" + number, "T-2026-%06d".formatted(number), t.customerId(), t.customerName(), t.contact(),
                t.kind(), t.priority(), t.product(), t.version(), t.subject(), t.openedAt(), t.via(), t.sla());
    }

    private static Instant due(Event event) {
        return switch (event.data()) {
            case SlaWarned warned -> warned.warnAt();
            case SlaBreached breached -> breached.dueAt();
            case null, default -> null;
        };
    }

    private static Boolean retroactive(Event event) {
        return event.data() instanceof SlaWarned warned ? warned.retroactive() : ((SlaBreached) event.data()).retroactive();
    }

    private static List<SlaWatermark> watermarks(List<Event> events) {
        return events.stream().map(Event::data)
                .flatMap(data -> data instanceof SlaWatermark watermark ? Stream.of(watermark) : Stream.empty()).toList();
    }
}
