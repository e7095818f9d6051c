package io.amparo.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Instant DUE = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<String, Instant> PROMISED = Map.of("t1/RESOLUTION", DUE);

    private final Told told = new Told();

    @Test
    void a_breach_takes_from_when_it_was_due_until_it_can_be_read() {
        hear(breach(DUE, DUE.plusMillis(30)), DUE.plusMillis(100));
        var readable = told.readable(PROMISED).figure("");
        assertThat(readable.errors()).isEmpty();
        assertThat(readable.values().get("max")).isBetween(99.9, 100.1);
        assertThat(told.fired(PROMISED).figure("").values().get("max")).isBetween(29.9, 30.1);
        assertThat(told.last()).isEqualTo(DUE.plusMillis(100));
    }

    @Test
    void a_breach_that_is_not_told_is_an_error() {
        assertThat(told.readable(PROMISED).figure("").errors()).containsExactly(entry("due but not emitted", 1L));
    }

    @Test
    void a_breach_that_is_told_twice_is_an_error_and_counts_as_it_came_first() {
        hear(breach(DUE, DUE), DUE.plusMillis(1));
        hear(breach(DUE, DUE.plusSeconds(1)), DUE.plusSeconds(1));
        assertThat(told.breached()).isEqualTo(1);
        var readable = told.readable(PROMISED).figure("");
        assertThat(readable.errors()).containsExactly(entry("emitted twice", 1L));
        assertThat(readable.values().get("max")).isLessThan(2);
    }

    @Test
    void a_breach_that_is_told_before_it_is_due_or_of_another_instant_is_an_error() {
        hear(breach(DUE, DUE.minusMillis(1)), DUE.plusMillis(1));
        hear(new SlaBreached("t2", "T-2", "acme", "s", "P1", "p", "RESOLUTION", 1, DUE.minusMillis(5), DUE), DUE.plusMillis(1));
        assertThat(told.readable(PROMISED).figure("").errors()).containsExactly(entry("emitted too early", 1L));
        assertThat(told.readable(Map.of("t2/RESOLUTION", DUE)).figure("").errors())
                .containsExactly(entry("emitted with another due instant", 1L));
    }

    @Test
    void a_clock_that_moves_twice_at_one_instant_was_told_twice() {
        var moved = new SlaRedated("t1", "T-1", "acme", "RESOLUTION", 1, DUE, DUE.plusSeconds(1), "b", DUE, "CALENDAR", null,
                null, null);
        hear(moved, DUE);
        hear(moved, DUE);
        assertThat(told.redated()).isEqualTo(1);
        assertThat(told.twice()).isEqualTo(1);
        hear("another id", moved, DUE);
        assertThat(told.twice()).isEqualTo(2);
    }

    private void hear(SlaEvent event, Instant at) {
        hear(event.ticketId(), event, at);
    }

    private void hear(String id, SlaEvent event, Instant at) {
        told.hear(EventCodec.typeOf(event.getClass()), id, () -> event, at);
    }

    private static SlaBreached breach(Instant due, Instant fired) {
        return new SlaBreached("t1", "T-1", "acme", "s", "P1", "p", "RESOLUTION", 1, due, fired);
    }
}
