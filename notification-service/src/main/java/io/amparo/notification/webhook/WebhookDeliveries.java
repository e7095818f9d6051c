package io.amparo.notification.webhook;

import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.web.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of the messages of all endpoints, which is also their log. */
@Adapter
final class WebhookDeliveries {
    static final int MAX_ATTEMPTS = 20;
    private static final int PAGE = 500;
    private static final String WEBHOOK = "webhook";
    private static final String STATE = "state";
    private static final String DUE_AT = "dueAt";
    private static final String EVENT_AT = "eventAt";
    private static final String RECORDED_AT = "recordedAt";
    private static final String FAILURES = "failures";
    private static final String FIRST_ATTEMPT_AT = "firstAttemptAt";
    private static final String LEASE = "lease";
    private static final Bson NEWEST_FIRST = Sorts.descending(RECORDED_AT, "_id");
    private static final Bson OLDEST_EVENT_FIRST = Sorts.ascending(EVENT_AT, "_id");

    private final Documents documents;

    /** The indexes serve the log with and without a state, due messages, a replay, and the end of the retention. */
    WebhookDeliveries(Outbox outbox) {
        documents = new Documents(outbox, "webhookDeliveries",
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(WEBHOOK), Indexes.descending(RECORDED_AT, "_id"))),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(WEBHOOK, STATE), Indexes.descending(RECORDED_AT, "_id"))),
                new IndexModel(Indexes.ascending(WEBHOOK, DUE_AT)), new IndexModel(Indexes.ascending(WEBHOOK, EVENT_AT, "_id")),
                new IndexModel(Indexes.ascending(RECORDED_AT)));
    }

    /** Adds the messages that are not recorded yet. */
    void addNew(List<WebhookDelivery> added) {
        documents.insertNew(added.stream().map(WebhookDeliveries::encode).toList());
    }

    Optional<WebhookDelivery> find(String webhookId, String id) {
        return documents.find(id).filter(found -> found.getString(WEBHOOK).equals(webhookId)).map(WebhookDeliveries::decode);
    }

    /** Returns the messages of an endpoint, the last recorded first, after the given one. */
    List<WebhookDelivery> page(String webhookId, Collection<State> states, @Nullable Cursor after, int size) {
        var own = eq(WEBHOOK, webhookId);
        var listed = states.isEmpty() ? own : and(own, in(STATE, states.stream().map(State::name).toList()));
        return query(after == null ? listed : and(listed, olderThan(after)), NEWEST_FIRST, size);
    }

    private static Bson olderThan(Cursor last) {
        var recordedAt = last.firstAsInstant();
        return and(lte(RECORDED_AT, recordedAt), or(lt(RECORDED_AT, recordedAt), lt("_id", last.second())));
    }

    /** Returns those of the endpoints that have due messages. Reads the index of due messages of these endpoints alone. */
    List<String> dueWebhooks(List<String> webhookIds, Instant now, int max) {
        var due = new ArrayList<String>();
        for (int start = 0; start < webhookIds.size() && due.size() < max; start += PAGE) {
            var page = webhookIds.subList(start, Math.min(start + PAGE, webhookIds.size()));
            documents.aggregate(match(and(in(WEBHOOK, page), lte(DUE_AT, now))), group("$" + WEBHOOK), limit(max - due.size()))
                    .forEach(found -> due.add(found.getString("_id")));
        }
        return due;
    }

    /** Returns the due messages of an endpoint, longest due first. */
    List<WebhookDelivery> due(String webhookId, Instant now, int max) {
        return query(and(eq(WEBHOOK, webhookId), lte(DUE_AT, now)), Sorts.ascending(DUE_AT), max);
    }

    /** Acquires the lease of an attempt. Returns false if another instance was faster. */
    boolean lease(WebhookDelivery due, String lease, Instant now, Instant end) {
        return documents.update(
                and(eq("_id", due.id()), eq(STATE, State.PENDING.name()), eq(LEASE, due.lease()), lte(DUE_AT, now)),
                combine(set(LEASE, lease), set(DUE_AT, end),
                        set(FIRST_ATTEMPT_AT, due.firstAttemptAt() == null ? now : due.firstAttemptAt())));
    }

    /** Records an attempt that has its lease; an attempt that has lost it changes nothing. */
    void record(WebhookDelivery delivery, String lease, WebhookAttempt attempt, State state, int failures,
            @Nullable Instant dueAt) {
        documents.update(and(eq("_id", delivery.id()), eq(LEASE, lease)),
                combine(set(STATE, state.name()), set(FAILURES, failures), set(DUE_AT, dueAt), set(LEASE, null),
                        pushEach("attempts", List.of(encode(attempt)), new PushOptions().slice(-MAX_ATTEMPTS))));
    }

    /** Holds the due messages of a disabled endpoint. */
    void hold(String webhookId, Instant now) {
        documents.updateAll(and(eq(WEBHOOK, webhookId), lte(DUE_AT, now)),
                combine(set(STATE, State.HELD.name()), set(DUE_AT, null), set(LEASE, null)));
    }

    /** Makes messages due with all attempts; a pending one keeps those that it has, and a running one is not repeated. */
    void requeue(Collection<String> ids, Instant now) {
        documents.updateAll(and(in("_id", ids), ne(STATE, State.PENDING.name())), combine(set(STATE, State.PENDING.name()),
                set(FAILURES, 0), set(FIRST_ATTEMPT_AT, null), set(DUE_AT, now), set(LEASE, null)));
        documents.updateAll(and(in("_id", ids), eq(STATE, State.PENDING.name()), eq(LEASE, null)), set(DUE_AT, now));
    }

    /** Returns messages of a period by the instant of their event, after the given position. */
    List<WebhookDelivery> ofPeriod(String webhookId, WebhookReplay replay, int max) {
        var period = and(eq(WEBHOOK, webhookId), gte(EVENT_AT, replay.from()), lte(EVENT_AT, replay.to()));
        if (replay.lastEventAt() == null) return query(period, OLDEST_EVENT_FIRST, max);
        var after = or(gt(EVENT_AT, replay.lastEventAt()), and(eq(EVENT_AT, replay.lastEventAt()), gt("_id", replay.lastId())));
        return query(and(period, after), OLDEST_EVENT_FIRST, max);
    }

    void deleteOf(String webhookId) {
        documents.deleteAll(eq(WEBHOOK, webhookId));
    }

    void deleteRecordedBefore(Instant end) {
        documents.deleteAll(lt(RECORDED_AT, end));
    }

    private List<WebhookDelivery> query(Bson filter, Bson sort, int max) {
        return documents.query(filter, null, sort, max).stream().map(WebhookDeliveries::decode).toList();
    }

    private static Document encode(WebhookDelivery delivery) {
        return new Document("_id", delivery.id()).append(WEBHOOK, delivery.webhookId()).append("messageId", delivery.messageId())
                .append("type", delivery.type()).append(EVENT_AT, delivery.eventAt()).append(RECORDED_AT, delivery.recordedAt())
                .append("body", delivery.body()).append(STATE, delivery.state().name())
                .append("attempts", delivery.attempts().stream().map(WebhookDeliveries::encode).toList())
                .append(FAILURES, delivery.failures()).append(FIRST_ATTEMPT_AT, delivery.firstAttemptAt())
                .append(DUE_AT, delivery.dueAt()).append(LEASE, delivery.lease());
    }

    private static Document encode(WebhookAttempt attempt) {
        return new Document("at", attempt.at()).append("millis", attempt.duration().toMillis())
                .append("failure", attempt.failure() == null ? null : attempt.failure().name()).append("status", attempt.status())
                .append("excerpt", attempt.excerpt());
    }

    private static WebhookDelivery decode(Document found) {
        return new WebhookDelivery(found.getString("_id"), found.getString(WEBHOOK), found.getString("messageId"),
                found.getString("type"), found.getDate(EVENT_AT).toInstant(), found.getDate(RECORDED_AT).toInstant(),
                found.getString("body"), State.valueOf(found.getString(STATE)),
                found.getList("attempts", Document.class).stream().map(WebhookDeliveries::attempt).toList(),
                found.getInteger(FAILURES), Instants.read(found, FIRST_ATTEMPT_AT), Instants.read(found, DUE_AT),
                found.getString(LEASE));
    }

    private static WebhookAttempt attempt(Document found) {
        var failure = found.getString("failure");
        return new WebhookAttempt(found.getDate("at").toInstant(), Duration.ofMillis(found.getLong("millis")),
                failure == null ? null : Failure.valueOf(failure), found.getInteger("status"), found.getString("excerpt"));
    }
}
