package io.amparo.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Contract of aggregate stores, tested on each kind of backend. */
class StoreContractIT {
    private final StoreFixture fixture = new StoreFixture();
    private final Tallies tallies = new Tallies(fixture.outbox());

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void concurrent_updates_with_the_same_cause_are_applied_once() throws Exception {
        tallies.insert("race", "begin", new Tally(0).step("race"));
        var calls = IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(
                        n -> () -> retryOnConflict(() -> tallies.update("race", "cause/" + n % 10, tally -> tally.step("race"))))
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var applied = 0;
            for (var call : threads.invokeAll(calls)) applied += call.get() ? 1 : 0;
            assertThat(applied).isEqualTo(10);
        }

        assertThat(tallies.find("race").orElseThrow().state()).isEqualTo(new Tally(11));
        await().until(() -> fixture.receivedIds("race").stream().distinct().count() == 11);
    }

    /** Retries after 10 lost races, as the redelivery of Kafka does. */
    private static boolean retryOnConflict(Supplier<Boolean> write) {
        while (true) {
            try {
                return write.get();
            } catch (ConcurrentModificationException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void eight_writers_of_one_aggregate_all_succeed() throws Exception {
        tallies.insert("contended", "begin", new Tally(0).step("contended"));
        var calls = IntStream.range(0, 400).<Callable<Boolean>>mapToObj(
                n -> () -> tallies.update("contended", "cause/" + n, tally -> tally.step("contended"))).toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var call : threads.invokeAll(calls)) assertThat(call.get()).isTrue();
        }

        assertThat(tallies.find("contended").orElseThrow().state()).isEqualTo(new Tally(401));
    }

    @Test
    void repeated_insert_changes_nothing() {
        assertThat(tallies.insert("once", "begin", new Tally(0).step("once"))).isTrue();
        assertThat(tallies.insert("once", "retry", new Tally(7).step("once"))).isFalse();

        assertThat(tallies.find("once").orElseThrow().state()).isEqualTo(new Tally(1));
    }

    @Test
    void store_without_outbox_rejects_events() {
        var withoutEvents = new Tallies(fixture.outbox(fixture.name() + "_without_events").withoutEvents());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> withoutEvents.insert("with-events", "begin", new Tally(0).step("with-events")));
        assertThat(withoutEvents.find("with-events")).isEmpty();
        assertThat(withoutEvents.insert("without-events", "begin", Change.of(new Tally(1), List.of()))).isTrue();
    }

    @Test
    void due_aggregate_is_claimed_by_one_instance_at_a_time() {
        var now = Instant.parse("2026-03-02T12:00:00Z");
        var later = now.plusSeconds(5);
        tallies.insert("claimed", "begin", new Change<>(new Tally(1), List.of(), now));

        assertThat(IntStream.range(0, 8).parallel().filter(_ -> tallies.claim("claimed", now, later)).count()).isEqualTo(1);
        assertThat(tallies.due(now, 10)).doesNotContain("claimed");
        assertThat(tallies.due(later, 10)).contains("claimed");
        assertThat(tallies.claim("claimed", later, later.plusSeconds(5))).isTrue();
        tallies.update("claimed", "done", tally -> Change.of(tally, List.of()));
        assertThat(tallies.claim("claimed", later.plusSeconds(60), later.plusSeconds(90))).isFalse();
    }

    @Test
    void write_on_a_stale_version_or_a_missing_aggregate_is_rejected() {
        tallies.insert("stale", "begin", new Tally(0).step("stale"));
        tallies.update("stale", "step", 1L, tally -> tally.step("stale"));

        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> tallies.update("stale", "late", 1L, tally -> tally.step("stale")));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> tallies.update("missing", "step", tally -> tally.step("missing")));
    }

    private static AggregateUpdate<Tally, TicketClosed> step(String id, String cause) {
        return AggregateUpdate.of(id, cause, Optional.of(new Tally(0)), tally -> tally.step(id));
    }

    @Test
    void apply_all_keeps_the_order_and_applies_each_cause_once() {
        tallies.insert("many0", "begin", new Tally(0).step("many0"));
        tallies.update("many0", "known", tally -> tally.step("many0"));
        var updates = new ArrayList<AggregateUpdate<Tally, TicketClosed>>();
        for (int n = 0; n < 500; n++)
            for (var cause : List.of("known", "new", "new", "newer")) updates.add(step("many" + n, cause));
        updates.add(AggregateUpdate.of("never-begun", "new", Optional.empty(), tally -> tally.step("never-begun")));

        tallies.applyAll(updates);
        tallies.applyAll(updates);

        assertThat(tallies.find("never-begun")).isEmpty();
        assertThat(tallies.find("many0").orElseThrow()).isEqualTo(new Versioned<>("many0", 4, new Tally(4)));
        assertThat(IntStream.range(1, 500).boxed()).allSatisfy(
                n -> assertThat(tallies.find("many" + n).orElseThrow()).isEqualTo(new Versioned<>("many" + n, 3, new Tally(3))));
        await().until(() -> fixture.receivedIds("many499").size() >= 3);
        assertThat(fixture.receivedIds("many0").stream().distinct()).containsExactly("many0/1/0", "many0/2/0", "many0/3/0",
                "many0/4/0");
        assertThat(fixture.receivedIds("many499").stream().distinct()).containsExactly("many499/1/0", "many499/2/0",
                "many499/3/0");
    }

    @Test
    void lost_race_is_retried_without_applying_other_updates_twice() throws Exception {
        tallies.insert("quick", "begin", new Tally(0).step("quick"));
        var calls = IntStream.range(0, 8).<Callable<Boolean>>mapToObj(n -> () -> retryOnConflict(() -> {
            tallies.applyAll(List.of(step("other" + n, "new"), step("begun", "by/" + n), step("quick", "by/" + n)));
            return true;
        })).toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var call : threads.invokeAll(calls)) call.get();
        }

        assertThat(tallies.find("quick").orElseThrow().state()).isEqualTo(new Tally(9));
        assertThat(tallies.find("begun").orElseThrow().state()).isEqualTo(new Tally(8));
        assertThat(IntStream.range(0, 8).boxed())
                .allSatisfy(n -> assertThat(tallies.find("other" + n).orElseThrow().state()).isEqualTo(new Tally(1)));
    }

    @Test
    void failed_update_does_not_prevent_a_retry_of_the_others() {
        var updates = List.of(step("valid", "new"),
                AggregateUpdate.<Tally, TicketClosed>of("missing", "new", tally -> tally.step("missing")));

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> tallies.applyAll(updates));
        tallies.applyAll(updates.subList(0, 1));

        assertThat(tallies.find("valid").orElseThrow().state()).isEqualTo(new Tally(1));
    }

    @Test
    void due_aggregates_are_returned_longest_due_first() {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        tallies.insert("due2", "begin", new Change<>(new Tally(0), List.of(), now.minusSeconds(1)));
        tallies.insert("due1", "begin", new Change<>(new Tally(0), List.of(), now.minusSeconds(2)));
        tallies.insert("due3", "begin", new Change<>(new Tally(0), List.of(), now.plusSeconds(1)));

        assertThat(tallies.due(now, 10)).containsExactly("due1", "due2");
        assertThat(tallies.due(now, 1)).containsExactly("due1");
    }

    @Test
    void walk_visits_every_aggregate_once_across_cursor_batches() {
        for (int n = 0; n < 1_001; n++) tallies.insert("walk/" + n, "begin", Change.of(new Tally(10_000 + n), List.of()));
        var seen = new ArrayList<Integer>();

        tallies.forEach(tally -> {
            if (tally.count() >= 10_000) seen.add(tally.count());
        });

        assertThat(seen).hasSize(1_001).doesNotHaveDuplicates();
    }
}
