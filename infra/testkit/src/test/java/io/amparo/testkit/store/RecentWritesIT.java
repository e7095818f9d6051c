package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.store.Tally.Tallies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this process has written last is not read for its next change; what another process has changed is. */
class RecentWritesIT {

    /** Tallies that are created by most of their updates. */
    private static final class NewTallies extends AggregateStore<Tally, TicketClosed> {
        NewTallies(Outbox outbox) {
            super(outbox, "new_tallies");
        }

        @Override
        protected boolean insertsFirst() {
            return true;
        }

        @Override
        protected Document write(Tally tally) {
            return new Document("count", tally.count());
        }

        @Override
        protected Tally read(Document state) {
            return new Tally(state.getInteger("count"));
        }
    }

    private final CommandCounts commands = new CommandCounts();
    private final StoreFixture fixture = new StoreFixture(Map.of(), commands);
    private final String database = fixture.name() + "_recent";
    private final Tallies tallies = new Tallies(fixture.outbox(database));
    private final Tallies otherProcess = new Tallies(fixture.outbox(database));
    private final NewTallies newTallies = new NewTallies(fixture.outbox(database));
    private final NewTallies otherNewTallies = new NewTallies(fixture.outbox(database));

    @BeforeEach
    void reset() {
        commands.reset();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private static AggregateUpdate<Tally, TicketClosed> step(String id, String cause) {
        return AggregateUpdate.of(id, cause, Optional.of(new Tally(0)), tally -> tally.step(id));
    }

    private int count(String id) {
        return tallies.find(id).orElseThrow().state().count();
    }

    @Test
    void change_after_an_own_write_needs_no_read() {
        tallies.insert("own", "begin", new Tally(0).step("own"));
        for (int n = 2; n <= 4; n++) tallies.update("own", "step/" + n, tally -> tally.step("own"));

        assertThat(commands.counts()).isEqualTo(Map.of("tallies insert", 1, "tallies update", 3));
        assertThat(count("own")).isEqualTo(4);
    }

    @Test
    void change_after_the_write_of_another_process_is_decided_on_its_state() {
        tallies.insert("other", "begin", new Tally(0).step("other"));
        otherProcess.update("other", "step/2", tally -> tally.step("other"));

        assertThat(tallies.update("other", "step/3", tally -> tally.step("other"))).isTrue();
        assertThat(tallies.update("other", "step/2", tally -> tally.step("other"))).as("applied by the other").isFalse();

        assertThat(count("other")).isEqualTo(3);
    }

    @Test
    void refusal_is_decided_on_the_stored_state() {
        tallies.insert("refused", "begin", new Tally(0).step("refused"));
        otherProcess.update("refused", "step/2", tally -> tally.step("refused"));

        assertThat(tallies.update("refused", "step/3", 2L, tally -> {
            if (tally.count() < 2) throw new IllegalStateException("decided on an old state");
            return tally.step("refused");
        })).isTrue();
        otherProcess.update("refused", "step/4", tally -> tally.step("refused"));
        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> tallies.update("refused", "step/5", 3L, tally -> tally.step("refused")));
        assertThatIllegalStateException().isThrownBy(() -> tallies.update("refused", "step/6", _ -> {
            throw new IllegalStateException("not allowed");
        }));
        assertThat(count("refused")).isEqualTo(4);
    }

    @Test
    void causes_of_the_last_writes_are_applied_once() {
        tallies.applyAll(List.of(step("once", "a"), step("once", "b")));
        tallies.applyAll(List.of(step("once", "b"), step("once", "c")));
        assertThat(tallies.update("once", "a", tally -> tally.step("once"))).isFalse();

        assertThat(count("once")).isEqualTo(3);
    }

    @Test
    void result_of_a_change_is_returned_without_a_read() {
        tallies.insert("result", "begin", new Tally(0).step("result"));

        var changed = tallies.updateAndFind("result", "step", null, tally -> tally.step("result"));
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.state()).isEqualTo(new Tally(2));
        assertThat(tallies.findSince("result", 2)).contains(changed);
        assertThat(commands.count("tallies", "find")).isZero();

        otherProcess.update("result", "other", tally -> tally.step("result"));
        assertThat(tallies.findSince("result", 3).orElseThrow().state()).isEqualTo(new Tally(3));
        assertThat(tallies.updateAndFind("result", "step", null, tally -> tally.step("result")).version()).isEqualTo(3);
    }

    @Test
    void created_aggregate_needs_no_read() {
        newTallies.applyAll(List.of(step("new1", "a"), step("new2", "a"), step("new1", "b")));

        assertThat(commands.counts()).isEqualTo(Map.of("new_tallies insert", 1));
        assertThat(newTallies.find("new1").orElseThrow().state()).isEqualTo(new Tally(2));
    }

    @Test
    void aggregate_of_another_process_is_found_after_the_insert_fails() {
        otherNewTallies.applyAll(List.of(step("known", "a")));
        newTallies.applyAll(List.of(step("known", "a"), step("known", "b"), step("unknown", "a")));
        newTallies.applyAll(List.of(AggregateUpdate.of("skipped", "a", Optional.empty(), tally -> tally.step("skipped"))));
        otherNewTallies.update("known", "c", tally -> tally.step("known"));

        assertThat(newTallies.find("known").orElseThrow().state()).isEqualTo(new Tally(3));
        assertThat(newTallies.find("unknown").orElseThrow().state()).isEqualTo(new Tally(1));
        assertThat(newTallies.find("skipped")).isEmpty();
    }

    @Test
    void many_changes_in_a_row_need_no_read() {
        tallies.insert("long", "begin", new Tally(0).step("long"));
        for (int n = 0; n < 100; n++)
            tallies.update("long", "step/" + n, tally -> Change.of(new Tally(tally.count() + 1), List.of()));

        assertThat(count("long")).isEqualTo(101);
        assertThat(commands.counts()).isEqualTo(Map.of("tallies insert", 1, "tallies update", 100, "tallies find", 1));
    }
}
