package io.amparo.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmittedEventsTest {
    private static final Instant DUE = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<String, Instant> DUE_BY_CLOCK = Map.of("t1/RESOLUTION", DUE);

    private final EmittedEvents emitted = new EmittedEvents();

    @Test
    void latency_is_measured_from_due_to_readable() {
        receive(breach(DUE, DUE.plusMillis(30)), DUE.plusMillis(100));

        var readable = emitted.readableLatencies(DUE_BY_CLOCK).toMeasuredValue("");
        assertThat(readable.errors()).isEmpty();
        assertThat(readable.values().get("max")).isBetween(99.9, 100.1);
        assertThat(emitted.fireLatencies(DUE_BY_CLOCK).toMeasuredValue("").values().get("max")).isBetween(29.9, 30.1);
        assertThat(emitted.lastReadableAt()).isEqualTo(DUE.plusMillis(100));
    }

    @Test
    void a_missing_breach_is_an_error() {
        assertThat(emitted.readableLatencies(DUE_BY_CLOCK).toMeasuredValue("").errors())
                .containsExactly(entry("due but not emitted", 1L));
    }

    @Test
    void a_duplicate_breach_is_an_error_and_the_first_one_counts() {
        receive(breach(DUE, DUE), DUE.plusMillis(1));
        receive(breach(DUE, DUE.plusSeconds(1)), DUE.plusSeconds(1));

        assertThat(emitted.breached()).isEqualTo(1);
        var readable = emitted.readableLatencies(DUE_BY_CLOCK).toMeasuredValue("");
        assertThat(readable.errors()).containsExactly(entry("emitted twice", 1L));
        assertThat(readable.values().get("max")).isLessThan(2);
    }

    @Test
    void a_breach_that_is_too_early_or_has_a_wrong_due_instant_is_an_error() {
        receive(breach(DUE, DUE.minusMillis(1)), DUE.plusMillis(1));
        receive(new SlaBreached("t2", "T-2", "acme", "s", "P1", "p", "RESOLUTION", 1, DUE.minusMillis(5), DUE),
                DUE.plusMillis(1));

        assertThat(emitted.readableLatencies(DUE_BY_CLOCK).toMeasuredValue("").errors())
                .containsExactly(entry("emitted too early", 1L));
        assertThat(emitted.readableLatencies(Map.of("t2/RESOLUTION", DUE)).toMeasuredValue("").errors())
                .containsExactly(entry("emitted with another due instant", 1L));
    }

    @Test
    void a_clock_rescheduled_twice_at_one_instant_is_a_duplicate() {
        var rescheduled = new SlaRescheduled("t1", "T-1", "acme", "s", "RESOLUTION", 1, DUE, DUE.plusSeconds(1), "CALENDAR", "b",
                null, null, DUE, null, "RUNNING", "PT8H", "PT1H", "p", 1, "b", "UTC", List.of(), null, null, null, null);

        receive(rescheduled, DUE);
        receive(rescheduled, DUE);

        assertThat(emitted.rescheduled()).isEqualTo(1);
        assertThat(emitted.duplicates()).isEqualTo(1);

        receive("another id", rescheduled, DUE);
        assertThat(emitted.duplicates()).isEqualTo(2);
    }

    private void receive(SlaEvent event, Instant at) {
        receive(event.ticketId(), event, at);
    }

    private void receive(String id, SlaEvent event, Instant at) {
        emitted.accept(EventCodec.typeOf(event.getClass()), id, () -> new Event(EventCodec.typeOf(event.getClass()), id, "test",
                event.ticketId(), 1, at, null, null, null, event), at);
    }

    private static SlaBreached breach(Instant due, Instant fired) {
        return new SlaBreached("t1", "T-1", "acme", "s", "P1", "p", "RESOLUTION", 1, due, fired);
    }
}
