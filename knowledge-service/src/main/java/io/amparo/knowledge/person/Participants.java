package io.amparo.knowledge.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.person.Participant.Erasure;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the people in the forum. The subject of their tokens is the document id. */
public final class Participants extends AggregateStore<Participant, KnowledgeEvent> {
    private static final String AUTHOR = "state.authorId";
    private static final String MUTED_UNTIL = "state.mutedUntil";

    Participants(Outbox outbox) {
        super(outbox, "participants", new IndexModel(Indexes.ascending(AUTHOR)), new IndexModel(Indexes.ascending(MUTED_UNTIL)));
    }

    /** Finds the person whose posts have this author; empty after an erasure. */
    public Optional<Versioned<Participant>> findByAuthor(String authorId) {
        return query(eq(AUTHOR, authorId), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Returns the people with these authors, by author; an erased one is missing. */
    public Map<String, Participant> byAuthor(Collection<String> authorIds) {
        var distinct = Set.copyOf(authorIds);
        return query(in(AUTHOR, distinct), Sorts.ascending("_id"), distinct.size()).stream()
                .collect(Collectors.toMap(found -> found.state().authorId(), Versioned::state, (first, _) -> first));
    }

    /**
     * Returns a page of people, by author id.
     *
     * @param mutedAt only people who are muted at this instant; null for all
     */
    List<Versioned<Participant>> page(@Nullable Instant mutedAt, @Nullable String after, int limit) {
        var following = gt(AUTHOR, after == null ? "" : after);
        return query(mutedAt == null ? following : and(gt(MUTED_UNTIL, mutedAt), following), Sorts.ascending(AUTHOR), limit);
    }

    /** Inserts a person who cannot sign in, for demonstration data. Returns the author id. */
    public String insertWithoutAccount(String fullName, boolean isStaff) {
        var name = isStaff ? fullName : PseudonymRule.shorten(fullName);
        var person = Participant.join("demo/" + fullName, name, isStaff);
        insert(person.subject(), "join", person.rename(name, isStaff));
        return find(person.subject()).orElseThrow().state().authorId();
    }

    @Override
    protected Document write(Participant p) {
        return new Document("subject", p.subject()).append("authorId", p.authorId()).append("generation", p.generation())
                .append("name", p.name()).append("pseudonym", p.pseudonym()).append("staff", p.staff()).append("posts", p.posts())
                .append("firstPostAt", p.firstPostAt()).append("recentPosts", p.recentPosts())
                .append("mutedUntil", p.mutes().isEmpty() ? null : p.mutes().getLast().until())
                .append("mutes",
                        p.mutes().stream()
                                .map(mute -> new Document("until", mute.until()).append("reason", mute.reason())
                                        .append("by", mute.by()).append("at", mute.at()))
                                .toList())
                .append("erasures",
                        p.erasures().stream().map(
                                erasure -> new Document("authorId", erasure.authorId()).append("pseudonym", erasure.pseudonym()))
                                .toList());
    }

    @Override
    protected Participant read(Document state) {
        return new Participant(state.getString("subject"), state.getString("authorId"), state.getInteger("generation"),
                state.getString("name"), state.getString("pseudonym"), state.getBoolean("staff"), state.getInteger("posts"),
                Instants.read(state, "firstPostAt"),
                state.getList("recentPosts", Date.class).stream().map(Date::toInstant).toList(),
                state.getList("mutes", Document.class).stream()
                        .map(mute -> new Mute(Instants.read(mute, "until"), mute.getString("reason"), mute.getString("by"),
                                mute.getDate("at").toInstant()))
                        .toList(),
                state.getList("erasures", Document.class).stream()
                        .map(erasure -> new Erasure(erasure.getString("authorId"), erasure.getString("pseudonym"))).toList());
    }
}
