package io.amparo.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.local.backend.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ParkedSubjectsTest {
    private static EmbeddedStore store;
    private static MongoClient client;
    private static ParkedSubjects parked;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start(null, 0);
        client = MongoClients.create(store.uri());
        parked = new ParkedSubjects(client.getDatabase("parked"));
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @Test
    void subject_that_a_replay_parked_gets_the_partition_of_its_next_dead_letter() {
        parked.park("a.dlt", null, "ticket", 3);
        assertThat(parked.isAnyIn("a.dlt", 1)).isFalse();

        parked.park("a.dlt", 1, "ticket", 5);
        parked.park("a.dlt", null, "ticket", 6);

        assertThat(parked.isAnyIn("a.dlt", 1)).isTrue();
        assertThat(parked.find("a.dlt", "ticket")).hasValue(new ParkedSubjects.Parked(3, 6, true));
    }

    @Test
    void superseded_subject_is_not_superseded_once_more() {
        parked.parkState("b.dlt", 1, "customer", 3);
        parked.supersede("b.dlt", "customer");
        assertThat(parked.find("b.dlt", "customer")).hasValue(new ParkedSubjects.Parked(4, 3, false));

        parked.supersede("b.dlt", "customer");

        assertThat(parked.find("b.dlt", "customer")).hasValue(new ParkedSubjects.Parked(4, 3, false));
        assertThat(parked.isAnyIn("b.dlt", 1)).isFalse();
    }
}
