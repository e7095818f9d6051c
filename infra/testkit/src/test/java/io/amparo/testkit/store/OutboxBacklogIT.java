package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.Change;
import io.amparo.platform.store.OutboxBacklog;
import io.amparo.testkit.store.Tally.Tallies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The gauges of the outbox: what waits, and for how long. */
class OutboxBacklogIT {
    private final StoreFixture fixture = new StoreFixture();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void age_and_number_of_waiting_documents_are_gauges() {
        var withoutRelay = fixture.outbox(fixture.name() + "_backlog");
        var tallies = new Tallies(withoutRelay);
        var backlog = new OutboxBacklog(withoutRelay, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90)), meters);
        tallies.insert("published", "begin", Change.of(new Tally(1), List.of()));
        backlog.measure();
        assertThat(age()).isZero();
        assertThat(waiting()).isZero();

        tallies.insert("first", "begin", new Tally(0).step("first"));
        tallies.insert("second", "begin", new Tally(0).step("second"));
        tallies.update("second", "again", tally -> tally.step("second"));
        backlog.measure();

        assertThat(age()).isBetween(90.0, 100.0);
        assertThat(waiting()).isEqualTo(2);
    }

    private double age() {
        return meters.get("amparo.outbox.oldest.age").gauge().value();
    }

    private double waiting() {
        return meters.get("amparo.outbox.waiting").gauge().value();
    }
}
