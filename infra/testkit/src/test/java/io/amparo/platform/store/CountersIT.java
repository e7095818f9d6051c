package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contract of counters, tested on each kind of backend. */
class CountersIT {
    private final CommandCounts commands = new CommandCounts();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(Backends.get().mongoUri())).addCommandListener(commands).build());
    private final String database = Backends.uniqueName("counters");

    @AfterAll
    void close() {
        client.close();
    }

    private Counters counters() {
        return new Counters(new Outbox(client.getDatabase(database), (_, _, _, _, _, _, _, _) -> {
            throw new UnsupportedOperationException();
        }, new TraceContext(Tracer.NOOP, Propagator.NOOP), Clock.systemUTC()));
    }

    @Test
    void numbers_begin_at_one_and_rise() {
        var counters = counters();

        assertThat(List.of(counters.next("first"), counters.next("first"), counters.next("first"))).isSorted().startsWith(1L)
                .doesNotHaveDuplicates();
        assertThat(counters.next("second")).isEqualTo(1);
    }

    @Tag("R1.3")
    @Test
    void two_processes_never_return_the_same_number() {
        var numbers = Collections.synchronizedList(new ArrayList<Long>());
        var processes = List.of(counters(), counters());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 200; n++) {
                var counters = processes.get(n % 2);
                callers.execute(() -> numbers.add(counters.next("shared")));
            }
        }

        assertThat(numbers).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void many_numbers_in_a_second_share_commands() {
        var counters = counters();
        commands.reset();
        for (int n = 0; n < 200; n++) counters.next("busy");

        assertThat(commands.count("counters", "findAndModify")).isLessThan(100);
    }
}
