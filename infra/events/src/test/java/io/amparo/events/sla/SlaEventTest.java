package io.amparo.events.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaEventTest {
    @Test
    void announcement_of_a_rescheduling_keeps_the_person_who_caused_it() {
        var at = Instant.parse("2026-03-02T12:00:00Z");
        var event = new SlaRescheduled("t-1", "T-2026-000001", "acme", "Stop", "FIRST_RESPONSE", 1, at, at.plusSeconds(60),
                "SLA_PLAN", "standard", "iara", "reason", at, null, "RUNNING", "PT1H", "PT0S", "standard", 1, "24x7", "UTC",
                List.of(100), List.of("manager"), null, null, null);

        var announced = event.announced("t-1/RESOLUTION/1/breached", null);

        assertThat(announced.by()).isEqualTo("iara");
        assertThat(announced.announcedIn()).isEqualTo("t-1/RESOLUTION/1/breached");
        assertThat(announced.announced(null, null)).isEqualTo(event);
    }
}
