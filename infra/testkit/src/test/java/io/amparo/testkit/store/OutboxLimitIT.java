package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.OutboxFullException;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A document holds at most 4 MB of unpublished events. */
class OutboxLimitIT {
    private static final int EVENT_BYTES = 500_000;

    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    private static Change<Tally, TicketClosed> largeStep(Tally tally) {
        return Change.of(new Tally(tally.count() + 1),
                List.of(new TicketClosed("full", "1", "acme", "x".repeat(EVENT_BYTES), Instant.EPOCH)));
    }

    @Test
    void change_with_events_is_refused_above_4_mb_until_the_relay_has_published() {
        var outbox = fixture.outbox(fixture.name() + "_full"); // has no relay yet, as during an outage of the broker
        var tallies = new Tallies(outbox);
        tallies.insert("full", "begin", Change.of(new Tally(0), List.of()));
        for (int n = 1; n <= 9; n++) tallies.update("full", "step/" + n, OutboxLimitIT::largeStep);

        assertThatExceptionOfType(OutboxFullException.class)
                .isThrownBy(() -> tallies.update("full", "step/10", OutboxLimitIT::largeStep))
                .matches(e -> !e.isBehindParkedEvent(), "passes without an operator");
        assertThat(tallies.update("full", "silent", tally -> Change.of(tally, List.of()))).isTrue();
        assertThat(tallies.insert("other", "begin", new Tally(0).step("other"))).isTrue();

        fixture.startRelay(outbox, Duration.ofMillis(300));
        await().ignoreExceptions().until(() -> tallies.update("full", "step/10", OutboxLimitIT::largeStep));
        assertThat(tallies.find("full").orElseThrow().state()).isEqualTo(new Tally(10));
        await().until(() -> fixture.receivedIds("full").stream().distinct().count() == 10);
    }

    @Test
    void outbox_that_is_full_behind_a_parked_event_names_it() {
        var database = fixture.name() + "_parked";
        var tallies = new Tallies(fixture.outbox(database)); // has no relay
        tallies.insert("full", "begin", Change.of(new Tally(0), List.of()));
        for (int n = 1; n <= 9; n++) tallies.update("full", "step/" + n, OutboxLimitIT::largeStep);
        fixture.database(database).getCollection("tallies").updateOne(eq("full"),
                set("outbox.0.parked", new Document("reason", "too large").append("at", new Date())));

        assertThatExceptionOfType(OutboxFullException.class)
                .isThrownBy(() -> tallies.update("full", "step/10", OutboxLimitIT::largeStep))
                .matches(OutboxFullException::isBehindParkedEvent).withMessageContaining("behind a parked one");
    }
}
