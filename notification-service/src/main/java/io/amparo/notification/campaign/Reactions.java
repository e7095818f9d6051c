package io.amparo.notification.campaign;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static java.util.stream.Collectors.toMap;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;

/** Store of the reactions to notices. */
final class Reactions extends AggregateStore<Reaction, DeliveryEvent> {
    private static final int MAX_COUNT = 100_000;

    Reactions(Outbox outbox) {
        super(outbox, "reactions", new IndexModel(Indexes.ascending("state.announcementId")));
    }

    /** Applies a change to the reaction of the recipient of a mail, and creates it if there is none. */
    Reaction react(CampaignMail mail, String cause, Function<Reaction, Change<Reaction, DeliveryEvent>> change) {
        var recipient = mail.recipient();
        var none = new Reaction(mail.about().id(), recipient.customerId(), recipient.id(), null, null);
        if (!insert(none.id(), cause, change.apply(none))) update(none.id(), cause, change);
        return find(none.id()).orElseThrow().state();
    }

    /** Returns the reactions of the recipients of mails, by the person id. */
    Map<String, Reaction> of(String announcementId, Collection<CampaignMail> mails) {
        if (mails.isEmpty()) return Map.of();
        var ids = mails.stream().map(mail -> Reaction.idOf(announcementId, mail.recipient().id())).distinct().toList();
        return query(in("_id", ids), Sorts.ascending("_id"), ids.size()).stream().map(Versioned::state)
                .collect(toMap(Reaction::contactId, Function.identity()));
    }

    /** @param field {@code readAt} or {@code acknowledgedAt} */
    private int count(String announcementId, String field) {
        return count(and(eq("state.announcementId", announcementId), ne("state." + field, null)), MAX_COUNT);
    }

    int countRead(String announcementId) {
        return count(announcementId, "readAt");
    }

    int countAcknowledged(String announcementId) {
        return count(announcementId, "acknowledgedAt");
    }

    @Override
    protected Document write(Reaction reaction) {
        return new Document("announcementId", reaction.announcementId()).append("customerId", reaction.customerId())
                .append("contactId", reaction.contactId()).append("readAt", reaction.readAt())
                .append("acknowledgedAt", reaction.acknowledgedAt());
    }

    @Override
    protected Reaction read(Document state) {
        return new Reaction(state.getString("announcementId"), state.getString("customerId"), state.getString("contactId"),
                Instants.read(state, "readAt"), Instants.read(state, "acknowledgedAt"));
    }
}
