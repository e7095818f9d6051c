package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.local.backend.EmbeddedStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.TraceContext;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.TimelineEntries.PendingMessage;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TimelineEntriesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    private static EmbeddedStore store;
    private static MongoClient client;
    private static TimelineEntries entries;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start(null, 0);
        client = MongoClients.create(store.uri());
        entries = new TimelineEntries(new Outbox(client.getDatabase("timeline"), (_, _, _, _, _, _, _, _) -> {
            throw new AssertionError("messages emit no events");
        }, new TraceContext(Tracer.NOOP, Propagator.NOOP), Clock.systemUTC()));
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    private static boolean insert(String id, String text, Instant now) {
        return entries.insertMessage("ticket", id, BRUNO, Direction.TO_VENDOR, MessageBody.of(text), now);
    }

    private static PendingMessage find(String id) {
        return entries.pendingSinceBefore(NOW.plusSeconds(1), 100).stream().filter(found -> found.documentId().endsWith(id))
                .findFirst().orElseThrow();
    }

    @Test
    void a_retry_keeps_a_message_that_the_clean_up_has_found() {
        insert("retried", "text", NOW);
        var found = find("retried");

        assertThat(insert("retried", "text", NOW.plusSeconds(60))).isTrue();
        entries.remove(found);

        assertThat(insert("retried", "other", NOW)).isFalse();
    }

    @Test
    void a_removed_message_is_inserted_anew() {
        insert("removed", "text", NOW);
        entries.remove(find("removed"));

        assertThat(insert("removed", "other", NOW)).isTrue();
    }

    @Test
    void only_messages_that_wait_since_before_the_instant_are_found() {
        insert("young", "text", NOW.plusSeconds(1));

        assertThat(entries.pendingSinceBefore(NOW.plusSeconds(1), 100)).extracting(PendingMessage::documentId)
                .doesNotContain("ticket/young");
    }
}
