package io.amparo.sla.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreachLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Logger LOGGER = Logger.getLogger(BreachLog.class.getName());
    private static final SlaBreached BREACH = new SlaBreached("t1", "T-2026-000001", "acme", "bruno cannot log in", "P1", "gold",
            "RESOLUTION", 1, NOW, NOW);

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + MessageFormat.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void attach() {
        lines.clear();
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void detach() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void a_breach_is_one_line_with_ticket_clock_effect_and_next_step() {
        new BreachLog().record(BREACH, NOW);

        assertThat(lines).containsExactly("INFO SLA engine reports a breach: RESOLUTION of ticket T-2026-000001 (P1, plan gold, "
                + "customer acme) was due at 2026-11-23T15:00:00Z. Its recipients are notified. Next: the board lists it with its cause");
    }

    @Test
    void many_breaches_of_a_minute_end_with_one_line() {
        var log = new BreachLog();
        for (int n = 0; n < 500; n++) log.record(BREACH, NOW);
        assertThat(lines).hasSize(101).last().asString().contains("more than 100 breaches in a minute");

        log.record(BREACH, NOW.plusSeconds(61));
        assertThat(lines).hasSize(102).last().asString().contains("reports a breach");
    }
}
