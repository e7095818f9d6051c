package io.amparo.notification.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.Delivery.Lease;
import io.amparo.notification.delivery.Delivery.Result;
import io.amparo.notification.delivery.Delivery.Series;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.template.Mail;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of deliveries. Deliveries are kept as proof. */
final class Deliveries extends AggregateStore<Delivery, DeliveryEvent> {
    private static final int MAX_COUNT = 100_000;
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("state.requestedAt"), Sorts.descending("_id"));

    /**
     * Conditions of a list; null, or no state, means any value. {@code about} matches the id or the label of the related
     * resource.
     */
    record Filter(@Nullable String recipientId, @Nullable String recipientEmail, @Nullable String about,
            @Nullable String campaign, @Nullable Set<State> states) {}

    /**
     * Creates one index for the unfiltered list and one per filter; two serve {@code about}. The last one finds due deliveries
     * outside campaigns behind a long campaign.
     */
    Deliveries(Outbox outbox) {
        super(outbox, "deliveries", new IndexModel(Indexes.descending("state.requestedAt", "_id")), newestFirstOf("recipient.id"),
                newestFirstOf("recipient.email"), newestFirstOf("campaign"), newestFirstOf("state"), newestFirstOf("about.id"),
                newestFirstOf("about.label"), new IndexModel(Indexes.ascending("state.campaign", "dueAt")),
                // For the proof of a campaign: who has not got its mail, and its totals.
                new IndexModel(Indexes.ascending("state.campaign", "state.state", "state.settledAt")),
                new IndexModel(Indexes.ascending("state.campaign", "state.receipt.status", "_id")));
    }

    private static IndexModel newestFirstOf(String field) {
        return new IndexModel(
                Indexes.compoundIndex(Indexes.ascending("state." + field), Indexes.descending("state.requestedAt", "_id")));
    }

    /** Filters the deliveries of campaigns, which may be very many, or all others. */
    static Document ofCampaigns(boolean campaigns) {
        return new Document("state.campaign", campaigns ? new Document("$ne", null) : null);
    }

    /** Acquires the lease of the next attempt; returns empty if the delivery is not due or another instance was faster. */
    Optional<Delivery> lease(String id, String owner, Instant now, DeliveryRetrySchedule retrySchedule) {
        var leased = new AtomicReference<@Nullable Delivery>();
        var stored = update(id, "lease/" + owner + "/" + now, delivery -> {
            var attempt = delivery.attempt(owner, now, retrySchedule);
            leased.set(attempt.state().attempts() > delivery.attempts() ? attempt.state() : null);
            return attempt;
        });
        return stored ? Optional.ofNullable(leased.get()) : Optional.empty();
    }

    /** Renews the lease of a running attempt, unless the attempt has lost it. */
    void renew(Delivery leased, Instant now, DeliveryRetrySchedule retrySchedule) {
        update(leased.id(), "renew/" + leased.attempts() + "/" + now, delivery -> delivery.renewed(leased, now, retrySchedule));
    }

    /** Records that an attempt sends the end of the mail. Returns false if the attempt has lost its lease. */
    boolean handOver(Delivery leased, Instant now, DeliveryRetrySchedule retrySchedule) {
        var started = new AtomicBoolean();
        update(leased.id(), "hand-over/" + leased.attempts(), delivery -> {
            started.set(delivery.isLeasedBy(leased, now));
            return delivery.handedOver(leased, now, retrySchedule);
        });
        return started.get();
    }

    /** Returns the event behind the mail: the outcome may follow days later, outside of its trace. */
    @Override
    protected EventOrigin origin(Delivery delivery) {
        return delivery.message().origin();
    }

    private static Bson filter(Filter criteria) {
        var conditions = new ArrayList<Bson>();
        if (criteria.recipientId() != null) conditions.add(eq("state.recipient.id", criteria.recipientId()));
        if (criteria.recipientEmail() != null) conditions.add(eq("state.recipient.email", criteria.recipientEmail()));
        if (criteria.about() != null)
            conditions.add(or(eq("state.about.id", criteria.about()), eq("state.about.label", criteria.about())));
        if (criteria.campaign() != null) conditions.add(eq("state.campaign", criteria.campaign()));
        if (criteria.states() != null && !criteria.states().isEmpty())
            conditions.add(in("state.state", criteria.states().stream().map(State::name).toList()));
        return conditions.isEmpty() ? empty() : and(conditions);
    }

    /** Returns deliveries, newest first, after the given one. */
    List<Delivery> page(Filter criteria, @Nullable Cursor after, int limit) {
        var condition = after == null ? filter(criteria) : and(filter(criteria), olderThan(after));
        return query(condition, NEWEST_FIRST, limit).stream().map(found -> found.state()).toList();
    }

    /** @param deadline first instant at which a sent mail is late */
    CampaignMails.Counts counts(String campaign, Instant deadline) {
        var all = eq("state.campaign", campaign);
        var sent = and(all, eq("state.state", State.SENT.name()));
        return new CampaignMails.Counts(count(all, MAX_COUNT), count(sent, MAX_COUNT),
                count(and(sent, gte("state.settledAt", deadline)), MAX_COUNT),
                count(and(all, in("state.state", State.FAILED.name(), State.CANCELLED.name())), MAX_COUNT),
                count(and(all, eq("state.receipt.status", Receipt.Status.DELIVERED.name())), MAX_COUNT),
                count(and(all, eq("state.receipt.status", Receipt.Status.BOUNCED.name())), MAX_COUNT));
    }

    private static Bson olderThan(Cursor last) {
        var requestedAt = last.firstAsInstant();
        // The first condition bounds the range of the index; the second skips the items of the same instant.
        return and(lte("state.requestedAt", requestedAt), or(lt("state.requestedAt", requestedAt), lt("_id", last.second())));
    }

    @Override
    protected Document write(Delivery delivery) {
        var message = delivery.message();
        var result = delivery.result();
        return new Document("id", delivery.id()).append("messageId", delivery.messageId())
                .append("origin", message.origin().encode()).append("causedAt", message.causedAt())
                .append("recipient", Customers.encode(message.recipient()))
                .append("about",
                        new Document("type", message.about().type().name()).append("id", message.about().id()).append("label",
                                message.about().label()))
                .append("campaign", message.campaign()).append("template", message.template())
                .append("mail",
                        new Document("language", message.mail().language()).append("subject", message.mail().subject())
                                .append("text", message.mail().text()))
                .append("requestedAt", delivery.requestedAt()).append("state", delivery.state().name())
                .append("attempts", delivery.attempts()).append("unconfirmed", delivery.unconfirmed())
                .append("dueAt", delivery.dueAt()).append("lease", encode(delivery.lease()))
                .append("settledAt", result == null ? null : result.settledAt())
                .append("failure", result == null ? null : result.failure()).append("series", encode(delivery.series()))
                .append("alternate", delivery.alternate() == null ? null : Customers.encode(delivery.alternate()))
                .append("receipt", encode(delivery.receipt()));
    }

    private static Document encode(Series series) {
        return new Document("startedAt", series.startedAt()).append("uncounted", series.uncounted())
                .append("unconfirmedBefore", series.unconfirmedBefore()).append("hasTurn", series.hasTurn())
                .append("request", series.request());
    }

    /** Deliveries of earlier versions have no series: they have been requested once. */
    private static Series series(@Nullable Document stored, Instant requestedAt) {
        return stored == null
                ? Series.first(requestedAt)
                : new Series(stored.getDate("startedAt").toInstant(), stored.getInteger("uncounted"),
                        stored.getInteger("unconfirmedBefore"), stored.getBoolean("hasTurn"), stored.getString("request"));
    }

    private static @Nullable Document encode(@Nullable Receipt receipt) {
        return receipt == null
                ? null
                : new Document("status", receipt.status().name()).append("code", receipt.code()).append("at", receipt.at());
    }

    private static @Nullable Receipt receipt(@Nullable Document stored) {
        return stored == null
                ? null
                : new Receipt(Receipt.Status.valueOf(stored.getString("status")), stored.getString("code"),
                        stored.getDate("at").toInstant());
    }

    private static @Nullable Document encode(@Nullable Lease lease) {
        return lease == null ? null : new Document("owner", lease.owner()).append("handedOver", lease.handedOver());
    }

    @Override
    protected Delivery read(Document state) {
        var settledAt = Instants.read(state, "settledAt");
        var lease = state.get("lease", Document.class);
        var requestedAt = state.getDate("requestedAt").toInstant();
        var alternate = state.get("alternate", Document.class);
        return new Delivery(state.getString("id"), state.getString("messageId"), message(state), requestedAt,
                state.getInteger("attempts"), state.getInteger("unconfirmed"), Instants.read(state, "dueAt"),
                lease == null ? null : new Lease(lease.getString("owner"), lease.getBoolean("handedOver")),
                settledAt == null
                        ? null
                        : new Result(State.valueOf(state.getString("state")), settledAt, state.getString("failure")),
                series(state.get("series", Document.class), requestedAt),
                alternate == null ? null : Customers.decodeRecipient(alternate), receipt(state.get("receipt", Document.class)));
    }

    private static Message message(Document state) {
        var about = state.get("about", Document.class);
        var mail = state.get("mail", Document.class);
        return new Message(EventOrigin.decode(state.get("origin", Document.class)), state.getDate("causedAt").toInstant(),
                Customers.decodeRecipient(state.get("recipient", Document.class)),
                new RelatedResource(RelatedResource.Type.valueOf(about.getString("type")), about.getString("id"),
                        about.getString("label")),
                state.getString("campaign"), state.getString("template"),
                new Mail(mail.getString("language"), mail.getString("subject"), mail.getString("text")));
    }
}
