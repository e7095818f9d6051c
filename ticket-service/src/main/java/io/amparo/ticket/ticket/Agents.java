package io.amparo.ticket.ticket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The people of the vendor who use tickets: only one of them can own a ticket. The issuer of the tokens has the list of all
 * people; this service learns of a person by the first request, and reads the name once a day.
 */
@Adapter
final class Agents {
    static final String LANGUAGE = "pt-BR";
    private static final Duration RENEWED_AFTER = Duration.ofDays(1);
    private static final int MAX_LISTED = 1_000;

    private final Documents documents;
    private final Cache<String, String> known = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_LISTED)
            .expireAfterWrite(RENEWED_AFTER).build();

    Agents(Outbox outbox) {
        this.documents = new Documents(outbox, "agents", new IndexModel(Indexes.ascending("name")));
    }

    /** Records a person of the vendor, at most once a day. */
    void record(Caller caller) {
        if (!caller.isStaff() || caller.name().equals(known.getIfPresent(caller.person()))) return;
        documents.put(caller.person(), Updates.set("name", caller.name()));
        known.put(caller.person(), caller.name());
    }

    Optional<Person> find(String id) {
        return documents.find(id).map(Agents::person);
    }

    /** Returns all, by name. */
    List<Person> list() {
        return documents.query(Filters.empty(), null, Sorts.ascending("name"), MAX_LISTED).stream().map(Agents::person).toList();
    }

    private static Person person(Document stored) {
        return new Person(stored.getString("_id"), stored.getString("name"), LANGUAGE);
    }
}
