package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.gt;
import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the last whole state of every aggregate once more, each day and on request. A relay that was suspended can publish an
 * older state after a newer one; compaction then keeps the older one, and a new consumer would start with it. The event is the
 * same as the first time, with its id and sequence, so every consumer that has the state ignores it.
 */
public final class Republisher {
    private static final Logger LOG = LoggerFactory.getLogger(Republisher.class);
    private static final int PAGE_SIZE = 100;
    private static final int MAX_CORRECTIONS = 10;
    private static final Duration INTERVAL = Duration.ofDays(1);
    /** Another instance continues a page that takes longer, because its instance has crashed. */
    private static final Duration CLAIM_DURATION = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Map<String, AggregateStore<?, ?>> stores;
    private final Republications republications;
    private final DueAggregates due;
    private final Clock clock;

    /** @param stores all stores of the service; those without whole-state events are ignored */
    public Republisher(Outbox outbox, List<? extends AggregateStore<?, ?>> stores, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.stores = stores.stream().filter(store -> !store.wholeStateEvents().isEmpty())
                .collect(toMap(AggregateStore::collection, Function.identity()));
        this.clock = clock;
        republications = new Republications(outbox);
        due = new DueAggregates(republications, clock, meters);
    }

    /** Begins the first run a day after the first start. */
    public void schedule() {
        var now = clock.instant();
        for (var collection : stores.keySet())
            republications.insert(collection, "scheduled",
                    new Change<>(Republication.begin(collection, now), List.of(), now.plus(INTERVAL)));
    }

    /** Begins a run now, on any instance. Returns the collections. */
    public List<String> request() {
        schedule();
        var now = clock.instant();
        for (var collection : stores.keySet())
            republications.update(collection, "requested/" + UUID.randomUUID(),
                    _ -> new Change<>(Republication.begin(collection, now), List.of(), now));
        return stores.keySet().stream().sorted().toList();
    }

    List<Republication> progress() {
        return stores.keySet().stream().sorted().flatMap(collection -> republications.find(collection).stream())
                .map(Versioned::state).toList();
    }

    /** Publishes the pages of due collections. Any number of instances may run it at once; one of them publishes a page. */
    public void tick() {
        if (!stores.isEmpty()) due.forEach(this::publishPage);
    }

    private void publishPage(String collection) {
        var now = clock.instant();
        var store = stores.get(collection);
        if (store == null) { // another build of the service has this collection; its instances claim the next run
            republications.claim(collection, now, now.plus(INTERVAL));
            return;
        }
        if (!republications.claim(collection, now, now.plus(CLAIM_DURATION))) return;
        var current = republications.find(collection).orElseThrow();
        var afterId = current.state().finishedAt() == null ? current.state().afterId() : "";
        var page = store.lastWholeStates(gt("_id", afterId), PAGE_SIZE);
        var published = publish(store, page);
        try {
            republications.update(collection, "page/" + current.version(), current.version(), state -> page.size() < PAGE_SIZE
                    ? new Change<>(begun(state, now).finish(published, clock.instant()), List.of(), now.plus(INTERVAL))
                    : new Change<>(begun(state, now).advance(page.getLast().getString("_id"), published), List.of(), now));
        } catch (StaleVersionException ignored) {
            // A new run was requested; it begins at the first page.
        }
    }

    private static Republication begun(Republication state, Instant now) {
        return state.finishedAt() == null ? state : Republication.begin(state.collection(), now);
    }

    /**
     * Publishes states until none has changed in the meantime: otherwise the newer state could have been published before the
     * older one. A changed state is sent also if the relay has not published it yet; the relay then sends it once more.
     *
     * @return the number of states that the broker has acknowledged
     * @throws ConcurrentModificationException if states change in each of 10 attempts; the page is repeated later
     */
    private int publish(AggregateStore<?, ?> store, List<Document> page) {
        // A document with unpublished events is published by the relay, in its order.
        var positions = send(page.stream().filter(Republisher::isPublished).toList());
        var sent = positions.size();
        for (int attempt = 1; !positions.isEmpty(); attempt++) {
            if (attempt > MAX_CORRECTIONS)
                throw new ConcurrentModificationException("States " + positions.keySet() + " of " + store.collection()
                        + " changed in each of " + MAX_CORRECTIONS + " attempts to publish them last");
            var before = positions;
            positions = send(store.lastWholeStates(Outbox.byIds(before.keySet()), before.size()).stream()
                    .filter(document -> wholeState(document).position() != before.get(document.getString("_id"))).toList());
        }
        return sent;
    }

    private static boolean isPublished(Document document) {
        return document.containsKey(Draft.WHOLE_STATE)
                && document.getList(OutboxEntry.FIELD, Document.class, List.of()).isEmpty();
    }

    /**
     * Returns the positions of the published states by id.
     *
     * @throws KafkaException if the broker is unavailable; the page is repeated later
     */
    private Map<String, Long> send(List<Document> documents) {
        try {
            outbox.publish(documents.stream().map(document -> wholeState(document).record()).toList());
            return positions(documents);
        } catch (KafkaException e) {
            if (!PublishFailure.isPermanent(e)) throw e;
            return positions(documents.stream().filter(this::isSentAlone).toList());
        }
    }

    private static Map<String, Long> positions(List<Document> documents) {
        return documents.stream()
                .collect(toMap(document -> document.getString("_id"), document -> wholeState(document).position()));
    }

    /** A state that the broker never accepts does not stop the others. */
    private boolean isSentAlone(Document document) {
        try {
            outbox.publish(List.of(wholeState(document).record()));
            return true;
        } catch (KafkaException e) {
            if (!PublishFailure.isPermanent(e)) throw e;
            LOG.warn("Republisher skips state {}, because the broker never accepts it ({}); the next run tries it",
                    document.getString("_id"), e.toString());
            return false;
        }
    }

    private static OutboxEntry wholeState(Document document) {
        return new OutboxEntry(document.get(Draft.WHOLE_STATE, Document.class));
    }
}
