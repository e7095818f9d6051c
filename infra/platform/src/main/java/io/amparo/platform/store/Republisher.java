package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        if (!republications.claim(collection, now, now.plus(CLAIM_DURATION)) || store == null) return;
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
     * older one.
     */
    private int publish(AggregateStore<?, ?> store, List<Document> page) {
        var positions = send(page);
        var sent = positions.size();
        for (int attempt = 1; attempt <= MAX_CORRECTIONS && !positions.isEmpty(); attempt++) {
            var before = positions;
            var changed = store.lastWholeStates(in("_id", before.keySet()), before.size()).stream()
                    .filter(document -> wholeState(document).position() != before.get(document.getString("_id"))).toList();
            positions = send(changed);
        }
        return sent;
    }

    /** Returns the positions of the sent states by id. */
    private Map<String, Long> send(List<Document> documents) {
        var ready = documents.stream().filter(document -> document.containsKey(Draft.WHOLE_STATE)
                && document.getList(OutboxEntry.FIELD, Document.class, List.of()).isEmpty()).toList();
        try {
            outbox.publish(ready.stream().map(document -> wholeState(document).record()).toList());
        } catch (KafkaException e) {
            ready.forEach(this::sendAlone);
        }
        return ready.stream().collect(toMap(document -> document.getString("_id"), document -> wholeState(document).position()));
    }

    /** A state that cannot be sent does not stop the others. */
    private void sendAlone(Document document) {
        try {
            outbox.publish(List.of(wholeState(document).record()));
        } catch (KafkaException e) {
            LOG.warn("State {} cannot be republished ({}); the next run tries it", document.getString("_id"), e.toString());
        }
    }

    private static OutboxEntry wholeState(Document document) {
        return new OutboxEntry(document.get(Draft.WHOLE_STATE, Document.class));
    }
}
