package io.amparo.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.Promise;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EdgesTest {
    private static final Instant OPENED = Instant.parse("2026-11-22T15:00:00Z");
    private static final Instant DUE = OPENED.plusSeconds(20);
    private static final SlaDefinition SLA = new SlaDefinition("demo-seconds", 1, "24x7", "UTC",
            List.of(new Promise("FIRST_RESPONSE", "PT20S", DUE)));
    private static final Set<String> NUMBERS = Set.of("T-1");

    private final ReceivedEdges edges = new ReceivedEdges();

    private static TicketOpened opened(String number, @Nullable SlaDefinition sla) {
        return new TicketOpened("id-" + number, number, "acme", "Acme", new Person("acme-ana", "Ana", "pt-BR"), "INCIDENT", "P1",
                "opmon-9", "9.2", "s", OPENED, "EDITION", sla);
    }

    private static SlaBreached breached(String number) {
        return new SlaBreached("id-" + number, number, "acme", "s", "P1", "demo-seconds", "FIRST_RESPONSE", 1, DUE,
                DUE.plusMillis(60));
    }

    private static SlaWarned warned(int percent) {
        return new SlaWarned("id-T-1", "T-1", "acme", "s", "P1", "demo-seconds", "FIRST_RESPONSE", 1, percent,
                OPENED.plusMillis(percent * 200), DUE, OPENED.plusMillis(percent * 200 + 40));
    }

    @Test
    void latency_is_measured_from_due_to_readable() {
        edges.accept(opened("T-1", SLA), OPENED);
        edges.accept(warned(50), OPENED.plusMillis(10_000 + 90));
        edges.accept(breached("T-1"), DUE.plusMillis(150));
        edges.accept(breached("T-2"), DUE.plusMillis(9_000));

        var values = edges.toMeasuredValues(NUMBERS);

        assertThat(values.get(0).errors()).isEmpty();
        assertThat(values.get(0).count()).isEqualTo(1);
        assertThat(values.get(0).values().get("max")).isBetween(149.0, 151.0);
        assertThat(values.get(1).values().get("max")).isBetween(89.0, 91.0);
        assertThat(values.get(2).count()).isEqualTo(2);
        assertThat(values.get(2).values().get("max")).isBetween(59.0, 61.0);
    }

    @Test
    void a_missing_breach_is_an_error() {
        edges.accept(opened("T-1", SLA), OPENED);

        assertThat(edges.toMeasuredValues(NUMBERS).getFirst().errors()).isEqualTo(Map.of("due but not emitted", 1L));
    }

    @Test
    void a_duplicate_edge_is_an_error_and_percentages_are_separate_edges() {
        edges.accept(opened("T-1", SLA), OPENED);
        edges.accept(breached("T-1"), DUE);
        edges.accept(breached("T-1"), DUE.plusMillis(1));
        edges.accept(warned(50), DUE);
        edges.accept(warned(75), DUE);

        var values = edges.toMeasuredValues(NUMBERS);

        assertThat(values.get(0).errors()).isEqualTo(Map.of("emitted twice", 1L));
        assertThat(values.get(1).errors()).isEmpty();
    }

    @Test
    void a_ticket_without_a_promise_is_an_error() {
        edges.accept(opened("T-1", null), OPENED);

        assertThat(edges.toMeasuredValues(NUMBERS).getFirst().errors()).isEqualTo(Map.of("opened without an SLA target", 1L));
    }
}
