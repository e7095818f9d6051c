package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.Change;
import io.amparo.platform.store.OutboxHealthIndicator;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Health of the outbox: down while a stored event is unpublished for more than a minute. */
class OutboxHealthIT {
    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void health_is_down_if_an_event_waits_for_more_than_a_minute() {
        var withoutRelay = fixture.outbox(fixture.name() + "_waiting");
        var waiting = new Tallies(withoutRelay);
        waiting.insert("published", "begin", Change.of(new Tally(1), List.of()));
        var inOneMinute = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61));
        assertThat(new OutboxHealthIndicator(withoutRelay, inOneMinute).health().getStatus()).isEqualTo(Status.UP);

        waiting.insert("waits", "begin", new Tally(0).step("waits"));

        assertThat(new OutboxHealthIndicator(withoutRelay, Clock.systemUTC()).health().getStatus()).isEqualTo(Status.UP);
        var health = new OutboxHealthIndicator(withoutRelay, inOneMinute).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsKey("tallies").doesNotContainValue("published");
    }
}
