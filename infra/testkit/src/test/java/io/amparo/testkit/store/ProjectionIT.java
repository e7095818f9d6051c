package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.Projection;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Contract of projections, tested on each kind of backend. */
class ProjectionIT {
    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void projection_keeps_the_newest_state_in_any_order_of_arrival() {
        var projection = new Projection<Integer>(fixture.outbox(), "projection") {
            @Override
            protected Document write(Integer state) {
                return new Document("n", state);
            }

            @Override
            protected Integer read(Document state) {
                return state.getInteger("n");
            }
        };

        assertThat(projection.put("a", 2, 22)).isTrue();
        assertThat(projection.put("a", 1, 11)).isFalse();
        assertThat(projection.put("a", 2, 99)).isFalse();
        assertThat(projection.put("a", 5, 55)).isTrue();
        assertThat(projection.find("a")).contains(55);
    }
}
