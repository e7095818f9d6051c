package io.amparo.notification.campaign;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.campaign.Notice.Migration;
import io.amparo.notification.campaign.Notice.Product;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of campaigns. */
final class Campaigns extends AggregateStore<Campaign, DeliveryEvent> {

    Campaigns(Outbox outbox) {
        super(outbox, "campaigns",
                new IndexModel(Indexes.compoundIndex(Indexes.ascending("state.productId"), Indexes.descending("state.causedAt"))),
                new IndexModel(Indexes.ascending("state.announcementId")));
    }

    /** Returns the campaign that announces a date for the first time, not its reminders. */
    Optional<Campaign> announcing(String announcementId) {
        return query(and(eq("state.announcementId", announcementId), in("state.template", Notice.ANNOUNCED, Notice.RESCHEDULED)),
                Sorts.ascending("_id"), 1).stream().findFirst().map(Versioned::state);
    }

    /**
     * Returns the latest campaign about a product's end of life, except reminders and the end itself. Served by the index on
     * {@code productId}.
     */
    Optional<Campaign> latestOf(String productId) {
        return query(and(eq("state.productId", productId), nin("state.template", Notice.REMINDER, Notice.REACHED)),
                Sorts.descending("state.causedAt"), 1).stream().findFirst().map(Versioned::state);
    }

    @Override
    protected Document write(Campaign campaign) {
        var notice = campaign.notice();
        return new Document("id", campaign.id()).append("origin", campaign.origin().encode())
                .append("causedAt", campaign.causedAt()).append("cursor", campaign.cursor())
                .append("complete", campaign.complete()).append("template", notice.template())
                .append("announcementId", notice.announcementId()).append("productId", notice.product().id())
                .append("productName", notice.product().name()).append("endOfLife", text(notice.endOfLife()))
                .append("previousEndOfLife", text(notice.previousEndOfLife())).append("reason", notice.reason())
                .append("successor", notice.migration().successor()).append("migrationPath", notice.migration().path())
                .append("remaining", text(notice.remaining()));
    }

    @Override
    protected Campaign read(Document state) {
        var previous = state.getString("previousEndOfLife");
        var remaining = state.getString("remaining");
        var notice = new Notice(state.getString("template"), state.getString("announcementId"),
                new Product(state.getString("productId"), state.getString("productName")),
                LocalDate.parse(state.getString("endOfLife")), previous == null ? null : LocalDate.parse(previous),
                state.getString("reason"), new Migration(state.getString("successor"), state.getString("migrationPath")),
                remaining == null ? null : Period.parse(remaining));
        return new Campaign(state.getString("id"), EventOrigin.decode(state.get("origin", Document.class)),
                state.getDate("causedAt").toInstant(), notice, state.getString("cursor"), state.getBoolean("complete"));
    }

    /** Stores a date without a zone as text, because the driver would convert it to an instant. */
    private static @Nullable String text(@Nullable Object dateOrPeriod) {
        return dateOrPeriod == null ? null : dateOrPeriod.toString();
    }
}
