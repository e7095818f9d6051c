package io.amparo.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProjectionConfirmationTest {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final Duration VALIDITY = Duration.ofSeconds(60);

    private final MovingClock clock = new MovingClock();
    private final FakePositions positions = new FakePositions();
    private final ProjectionConfirmation confirmation = new ProjectionConfirmation("amparo.customers", positions, INTERVAL,
            VALIDITY, clock);

    private static List<String> lines(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("Projection of")).toList();
    }

    private void checkFor(Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
            clock.advance(TICK);
            confirmation.check();
        }
    }

    @Test
    void nothing_is_confirmed_before_the_first_check() {
        assertThat(confirmation.isCurrent()).isFalse();
        assertThat(confirmation.lastConfirmed()).as("the start").isEqualTo(clock.instant());
    }

    @Test
    void an_empty_topic_that_the_group_has_not_begun_is_complete() {
        confirmation.check();

        assertThat(confirmation.isCurrent()).isTrue();
    }

    @Test
    void a_group_that_has_not_begun_a_topic_with_records_is_behind() {
        positions.ends.put(1, 1L);
        confirmation.check();

        assertThat(confirmation.isCurrent()).isFalse();
    }

    @Test
    void every_partition_must_be_processed() {
        positions.ends.put(0, 7L);
        positions.ends.put(1, 9L);
        positions.committed.put(0, 7L);
        positions.committed.put(1, 8L);
        confirmation.check();
        assertThat(confirmation.isCurrent()).isFalse();

        positions.committed.put(1, 9L);
        confirmation.check();
        assertThat(confirmation.isCurrent()).isTrue();
    }

    @Test
    void a_confirmation_holds_as_of_the_instant_at_which_the_ends_were_read() {
        positions.ends.put(0, 7L);
        var read = clock.instant();
        confirmation.check();
        clock.advance(TICK);
        positions.committed.put(0, 7L);
        confirmation.check();

        assertThat(confirmation.lastConfirmed()).isEqualTo(read);
        clock.advance(VALIDITY.minus(TICK).minusMillis(1));
        assertThat(confirmation.isCurrent()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(confirmation.isCurrent()).isFalse();
    }

    @Test
    void a_topic_that_changes_all_the_time_is_confirmed_although_the_group_never_reaches_its_end() {
        for (long record = 1; record <= 100; record++) {
            positions.ends.put(0, record);
            positions.committed.put(0, record - 1);
            confirmation.check();
            clock.advance(TICK);
            if (record > 2) assertThat(confirmation.isCurrent()).as("after record " + record).isTrue();
        }
    }

    @Test
    void a_consumer_that_is_stuck_on_a_record_is_not_current() {
        confirmation.check();
        positions.ends.put(0, 1L);
        checkFor(VALIDITY);
        assertThat(confirmation.isCurrent()).isFalse();
    }

    @Test
    void a_record_that_became_a_dead_letter_is_passed_but_not_processed(CapturedOutput output) {
        positions.ends.put(0, 1L);
        positions.committed.put(0, 1L);
        positions.deadLetters = true;
        checkFor(VALIDITY.plus(TICK));
        assertThat(confirmation.isCurrent()).isFalse();
        assertThat(lines(output)).singleElement().asString().contains("it has dead letters", "./amparo dlt list");

        positions.deadLetters = false;
        checkFor(TICK);
        assertThat(confirmation.isCurrent()).isTrue();
    }

    @Test
    void without_the_broker_a_confirmation_ends_after_a_minute_and_each_change_is_one_line(CapturedOutput output) {
        confirmation.check();
        positions.available = false;
        checkFor(VALIDITY.minus(TICK));
        assertThat(confirmation.isCurrent()).isTrue();
        assertThat(lines(output)).isEmpty();

        checkFor(Duration.ofMinutes(10));
        assertThat(confirmation.isCurrent()).isFalse();
        assertThat(lines(output)).singleElement().asString().contains("WARN",
                "Projection of amparo.customers is unconfirmed since 2026-11-23T15:00:00Z (java.util.concurrent.TimeoutException",
                "entitlement-service decides", "Next: start the broker");

        positions.available = true;
        checkFor(Duration.ofMinutes(10));
        assertThat(confirmation.isCurrent()).isTrue();
        assertThat(lines(output)).hasSize(2).last().asString().contains("INFO", "is confirmed again after 660 s");
    }

    @Test
    void at_rest_the_broker_is_asked_twice_every_20_seconds() {
        checkFor(Duration.ofHours(1));

        assertThat(positions.requests).isEqualTo(2 * 3 * 60);
    }
}
