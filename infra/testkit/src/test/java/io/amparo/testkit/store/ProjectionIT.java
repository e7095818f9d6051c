package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.platform.store.Projection.Sequenced;
import io.amparo.testkit.CommandCounts;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Contract of projections, tested on each kind of backend. */
class ProjectionIT {

    private static final class Numbers extends Projection<Integer> {
        Numbers(Outbox outbox, String collection) {
            super(outbox, collection);
        }

        List<String> withNumber(int number) {
            return lookUp("state.text", Integer.toString(number), 10).stream().map(each -> Integer.toString(each)).toList();
        }

        @Override
        protected Document write(Integer state) {
            return new Document("n", state).append("text", state.toString());
        }

        @Override
        protected Integer read(Document state) {
            return state.getInteger("n");
        }
    }

    private final CommandCounts commands = new CommandCounts();
    private final StoreFixture fixture = new StoreFixture(Map.of(), commands);

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void projection_keeps_the_newest_state_in_any_order_of_arrival() {
        var projection = new Numbers(fixture.outbox(), "projection");

        assertThat(projection.put("a", 2, 22)).isTrue();
        assertThat(projection.put("a", 1, 11)).isFalse();
        assertThat(projection.put("a", 2, 99)).isFalse();
        assertThat(projection.put("a", 5, 55)).isTrue();
        assertThat(projection.find("a")).contains(55);
    }

    @Test
    void many_states_are_one_read_and_one_write() {
        var projection = new Numbers(fixture.outbox(), "many");
        projection.put("old", 1, 1);
        projection.put("newer", 7, 7);
        commands.reset();

        projection.putAll(Map.of("old", new Sequenced<>(2, 22), "newer", new Sequenced<>(6, 66), "new", new Sequenced<>(3, 33)));

        assertThat(commands.total()).as("commands: %s", commands.counts()).isLessThanOrEqualTo(3); // a bulk write of two kinds
        assertThat(List.of("old", "newer", "new")).map(id -> projection.find(id).orElseThrow()).containsExactly(22, 7, 33);
        assertThat(projection.put("old", 2, 99)).as("the stored sequence").isFalse();
    }

    @Test
    void lookup_is_answered_from_memory_until_an_own_change() {
        var projection = new Numbers(fixture.outbox(), "lookups");
        assertThat(projection.lookUp("a")).isEmpty();
        projection.put("a", 1, 11);
        assertThat(projection.lookUp("a")).as("a missing state is not remembered").contains(11);
        assertThat(projection.withNumber(11)).containsExactly("11");

        commands.reset();
        for (int n = 0; n < 5; n++) assertThat(projection.lookUp("a")).contains(11);
        assertThat(projection.withNumber(11)).containsExactly("11");
        assertThat(commands.count("lookups", "find")).isZero();

        projection.put("a", 2, 22);
        assertThat(projection.lookUp("a")).contains(22);
        assertThat(projection.withNumber(11)).isEmpty();
    }

    @Test
    void state_after_the_expected_one_is_stored_without_a_read() {
        var projection = new Numbers(fixture.outbox(), "expected");
        commands.reset();
        assertThat(projection.put("a", 0, 1, 11)).isTrue();
        assertThat(projection.put("a", 1, 2, 22)).isTrue();
        assertThat(commands.count("expected", "find")).isZero();

        assertThat(projection.put("a", 1, 2, 99)).as("older or same").isFalse();
        assertThat(projection.put("a", 0, 1, 99)).isFalse();
        assertThat(projection.put("a", 3, 4, 44)).as("another state is missing").isTrue();
        assertThat(projection.put("b", 6, 7, 77)).isTrue();
        assertThat(projection.find("a")).contains(44);
        assertThat(projection.find("b")).contains(77);
    }
}
