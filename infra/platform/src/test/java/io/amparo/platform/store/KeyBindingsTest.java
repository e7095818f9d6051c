package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.local.backend.EmbeddedStore;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyBindingsTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static EmbeddedStore store;
    private static MongoClient client;
    private static KeyBindings bindings;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start(null, 0);
        client = MongoClients.create(store.uri());
        bindings = bindingsAt(NOW);
    }

    private static KeyBindings bindingsAt(Clock clock) {
        var outbox = new Outbox(client.getDatabase("keys"), (_, _, _, _, _, _, _, _) -> {
            throw new AssertionError("key bindings emit no events");
        }, new TraceContext(Tracer.NOOP, Propagator.NOOP), clock);
        return new KeyBindings(outbox, clock);
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @Test
    void key_is_bound_to_its_first_content() {
        assertThat(bindings.bind("first", "a")).isTrue();
        assertThat(bindings.bind("first", "b")).isFalse();
        assertThat(bindings.bind("first", "a")).isTrue();
        assertThat(bindings.bind("another", "b")).isTrue();
    }

    @Test
    void released_key_is_bound_to_the_corrected_content() {
        bindings.bind("refused", "a");
        bindings.release("refused");

        assertThat(bindings.bind("refused", "b")).isTrue();
        assertThat(bindings.bind("refused", "a")).isFalse();
    }

    @Test
    void refused_repeat_does_not_release_an_accepted_request() {
        bindings.bind("accepted", "a");
        bindings.bind("accepted", "a");
        bindings.release("accepted");

        assertThat(bindings.bind("accepted", "b")).isFalse();
    }

    @Test
    void one_of_many_concurrent_contents_is_bound() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = IntStream.range(0, 40).<Callable<Boolean>>mapToObj(n -> () -> bindings.bind("race", "content-" + n % 8))
                    .toList();
            var bound = threads.invokeAll(calls).stream().filter(call -> call.resultNow()).count();
            assertThat(bound).as("the five requests with the content of the first").isEqualTo(5);
        }
    }

    @Test
    void key_expires_after_thirty_days() {
        bindings.bind("expired", "a");
        bindingsAt(Clock.offset(NOW, KeyBindings.RETENTION)).removeExpired();
        assertThat(bindings.bind("expired", "b")).isFalse();

        bindingsAt(Clock.offset(NOW, KeyBindings.RETENTION.plus(Duration.ofMillis(1)))).removeExpired();
        assertThat(bindings.bind("expired", "b")).isTrue();
    }
}
