package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.Change;
import io.amparo.platform.store.DueAggregates;
import io.amparo.testkit.SettableClock;
import io.amparo.testkit.store.Tally.Tallies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The loop of every ticker: a failing aggregate delays only itself. */
class DueAggregatesIT {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final StoreFixture fixture = new StoreFixture();
    private final SettableClock clock = new SettableClock(START);

    @AfterAll
    void close() {
        fixture.close();
    }

    private Tallies tallies(String database) {
        return new Tallies(fixture.outbox(fixture.name() + "_" + database));
    }

    private static void insertDue(Tallies tallies, String id, Instant dueAt) {
        tallies.insert(id, "begin", new Change<>(new Tally(0), List.of(), dueAt));
    }

    private static void process(Tallies tallies, String id) {
        if (id.startsWith("broken")) throw new IllegalArgumentException(id);
        tallies.update(id, "tick", tally -> Change.of(new Tally(tally.count() + 1), List.of()));
    }

    @Test
    void failing_aggregates_beyond_a_page_do_not_stop_the_others() {
        var tallies = tallies("poison");
        for (int n = 0; n < 120; n++) insertDue(tallies, "broken" + n, START.minusSeconds(60));
        insertDue(tallies, "sound", START);
        var meters = new SimpleMeterRegistry();

        new DueAggregates(tallies, clock, meters).forEach(id -> process(tallies, id));

        assertThat(tallies.find("sound").orElseThrow().state()).isEqualTo(new Tally(1));
        assertThat(tallies.due(START, 10)).isEmpty();
        assertThat(meters.counter("amparo.ticker.failures", "collection", "tallies").count()).isEqualTo(120);
    }

    @Test
    void failing_aggregate_backs_off_longer_each_time_and_recovers() {
        var tallies = tallies("backoff");
        insertDue(tallies, "broken", START);
        var due = new DueAggregates(tallies, clock, new SimpleMeterRegistry());
        var tried = new ArrayList<Duration>();
        for (int second = 0; second <= 8; second++) {
            clock.set(START.plusSeconds(second));
            var passed = Duration.ofSeconds(second);
            due.forEach(id -> {
                tried.add(passed);
                throw new IllegalArgumentException(id);
            });
        }
        assertThat(tried).containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(7));

        clock.set(START.plusSeconds(15));
        due.forEach(id -> tallies.update(id, "repaired", tally -> Change.of(new Tally(7), List.of())));
        assertThat(tallies.find("broken").orElseThrow().state()).isEqualTo(new Tally(7));
        assertThat(tallies.due(START.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void limited_pass_calls_the_action_once_for_each_of_the_longest_due() {
        var tallies = tallies("limited");
        for (int n = 0; n < 3; n++) insertDue(tallies, "due" + n, START.minusSeconds(n));
        var called = new ArrayList<String>();

        new DueAggregates(tallies, clock, new SimpleMeterRegistry()).forFirst(2, called::add);

        assertThat(called).containsExactly("due2", "due1");
    }

    @Test
    void action_that_leaves_its_aggregate_due_is_called_until_it_is_not() {
        var tallies = tallies("steps");
        insertDue(tallies, "steps", START);

        new DueAggregates(tallies, clock, new SimpleMeterRegistry()).forEach(id -> {
            var version = tallies.find(id).orElseThrow().version();
            tallies.update(id, "step/" + version,
                    tally -> new Change<>(new Tally(tally.count() + 1), List.of(), tally.count() < 4 ? START : null));
        });

        assertThat(tallies.find("steps").orElseThrow().state()).isEqualTo(new Tally(5));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void claimed_aggregate_that_fails_is_retried_when_its_claim_ends_as_logged(CapturedOutput output) {
        var tallies = tallies("claimed");
        insertDue(tallies, "claimed", START);
        clock.set(START);

        new DueAggregates(tallies, clock, new SimpleMeterRegistry()).forEach(id -> {
            tallies.claim(id, START, START.plusSeconds(60));
            throw new IllegalArgumentException(id);
        });

        assertThat(tallies.due(START.plusSeconds(59), 10)).isEmpty();
        assertThat(tallies.due(START.plusSeconds(60), 10)).containsExactly("claimed");
        assertThat(output).contains("cannot process claimed of tallies; retrying at 2026-03-02T12:01:00Z");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aggregate_that_fails_after_it_is_done_is_not_due_any_more(CapturedOutput output) {
        var tallies = tallies("done");
        insertDue(tallies, "done", START);
        clock.set(START);

        new DueAggregates(tallies, clock, new SimpleMeterRegistry()).forEach(id -> {
            tallies.update(id, "tick", tally -> Change.of(new Tally(1), List.of()));
            throw new IllegalArgumentException(id);
        });

        assertThat(tallies.due(START.plus(Duration.ofDays(1)), 10)).isEmpty();
        assertThat(output).contains("cannot process done of tallies; it is not due any more");
    }
}
