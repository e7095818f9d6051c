package io.amparo.eol.feed;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.DomainEvent;
import io.amparo.events.FieldLimits;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Store of the personal feeds. A revoked feed is deleted, so that its link is as unknown as one that never was. */
final class PersonalFeeds extends AggregateStore<PersonalFeed, DomainEvent> {
    /** Feeds of one person. */
    static final int MAX_OF_PERSON = 10;

    PersonalFeeds(Outbox outbox) {
        super(outbox, "personal_feeds", new IndexModel(Indexes.ascending("state.person")),
                new IndexModel(Indexes.ascending("state.customerId")));
    }

    /** Returns the feeds of a person, newest first. Two requests at the same time may create one more than the limit. */
    List<PersonalFeed> findByPerson(String person) {
        return find(eq("state.person", person), 2 * MAX_OF_PERSON);
    }

    /** Returns the feeds of all contacts of a company. */
    List<PersonalFeed> findByCustomer(String customerId) {
        return find(eq("state.customerId", customerId), MAX_OF_PERSON * FieldLimits.CONTACT_QUOTA);
    }

    private List<PersonalFeed> find(Bson filter, int limit) {
        return query(filter, Sorts.orderBy(Sorts.descending("state.createdAt"), Sorts.ascending("_id")), limit).stream()
                .map(Versioned::state).toList();
    }

    @Override
    protected Document write(PersonalFeed feed) {
        return new Document("id", feed.id()).append("person", feed.person()).append("customerId", feed.customerId())
                .append("name", feed.name()).append("language", feed.language()).append("requestId", feed.requestId())
                .append("createdAt", feed.createdAt());
    }

    @Override
    protected PersonalFeed read(Document state) {
        return new PersonalFeed(state.getString("id"), state.getString("person"), state.getString("customerId"),
                state.getString("name"), state.getString("language"), state.getString("requestId"),
                state.getDate("createdAt").toInstant());
    }
}
