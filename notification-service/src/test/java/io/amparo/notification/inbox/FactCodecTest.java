package io.amparo.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.template.LocalizedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactCodecTest {

    @Test
    void every_type_of_fact_is_read_as_it_was_written() {
        Map<String, Object> facts = Map.of("text", "T-2026-000123", "number", 3, "flag", true, "instant",
                Instant.parse("2026-11-23T15:00:00.123Z"), "date", LocalDate.of(2027, 12, 31), "duration", Duration.ofMinutes(90),
                "period", Period.ofMonths(6), "code", new LocalizedCode("kind", "INCIDENT"), "list",
                List.of(Map.of("metric", new LocalizedCode("metric", "RESOLUTION"), "metrics",
                        List.of(Map.of("paused", new LocalizedCode("metric", "RESOLUTION"))))));

        assertThat(FactCodec.decode(FactCodec.encode(facts))).isEqualTo(facts);
    }
}
