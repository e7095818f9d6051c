package io.amparo.knowledge.forum;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.forum.Topic.Content;
import io.amparo.knowledge.forum.Topic.Links;
import io.amparo.knowledge.forum.Topic.Moderation;
import io.amparo.knowledge.forum.Topic.Thread;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of the topics of the forum. */
final class Topics extends AggregateStore<Topic, KnowledgeEvent> {
    private static final String LAST_POST_AT = "state.lastPostAt";
    private static final Bson BY_LAST_POST = Sorts.orderBy(Sorts.descending(LAST_POST_AT), Sorts.ascending("_id"));

    /** Conditions of a list; null means any value. */
    record Filter(@Nullable String category, @Nullable String tag, @Nullable String product, @Nullable Boolean solved,
            boolean unanswered, @Nullable String author, @Nullable Collection<String> ids, boolean withHidden) {}

    private final Posts posts;

    Topics(Outbox outbox, Posts posts) {
        super(outbox, "topics", byLastPost(), byLastPost("state.hidden"), byLastPost("state.answers"),
                byLastPost("state.category"), byLastPost("state.tags"), byLastPost("state.author"),
                new IndexModel(Indexes.ascending("state.updatedAt")));
        this.posts = posts;
    }

    /** An index with the whole order of {@link #page}, so that no page sorts in memory. */
    private static IndexModel byLastPost(String... equal) {
        return new IndexModel(Indexes.compoundIndex(Indexes.ascending(equal), BY_LAST_POST));
    }

    /** Applies a decision once per cause, after the position of the last post is stored, and returns the topic after it. */
    Versioned<Topic> change(String id, String cause, Function<Topic, Change<Topic, KnowledgeEvent>> decide) {
        return change(id, cause, null, decide);
    }

    /** As {@link #change(String, String, Function)}, but only on the version that the caller has read, if it is not null. */
    Versioned<Topic> change(String id, String cause, @Nullable Long version,
            Function<Topic, Change<Topic, KnowledgeEvent>> decide) {
        var changed = updateAndFind(id, cause, version, topic -> {
            posts.storePosition(topic);
            return decide.apply(topic);
        });
        posts.storePosition(changed.state());
        return changed;
    }

    /** Returns topics by last post, newest first. A topic with a new post moves to the front and shifts no other one. */
    List<Versioned<Topic>> page(Filter filter, @Nullable Cursor after, int limit) {
        var conditions = new ArrayList<Bson>();
        if (after != null) {
            var at = after.firstAsInstant();
            conditions.add(or(lt(LAST_POST_AT, at), and(eq(LAST_POST_AT, at), gt("_id", after.second()))));
        }
        if (!filter.withHidden()) conditions.add(eq("state.hidden", false));
        addEqual(conditions, "state.category", filter.category());
        addEqual(conditions, "state.tags", filter.tag());
        addEqual(conditions, "state.product", filter.product());
        addEqual(conditions, "state.author", filter.author());
        if (filter.unanswered()) conditions.add(eq("state.answers", 0));
        if (filter.solved() != null)
            conditions.add(filter.solved() ? ne("state.acceptedPost", null) : eq("state.acceptedPost", null));
        if (filter.ids() != null) conditions.add(in("_id", filter.ids()));
        return query(conditions.isEmpty() ? new Document() : and(conditions), BY_LAST_POST, limit);
    }

    private static void addEqual(List<Bson> conditions, String field, @Nullable String value) {
        if (value != null) conditions.add(eq(field, value));
    }

    static String cursor(Versioned<Topic> topic) {
        return Cursor.of(topic.state().thread().lastPostAt(), topic.id()).toString();
    }

    /** Returns topics updated at or after the given instant, by id. Served by the index on {@code updatedAt}. */
    List<Versioned<Topic>> changedSince(Instant since, String afterId, int limit) {
        return query(and(gte("state.updatedAt", since), gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    @Override
    protected Document write(Topic t) {
        var content = t.content();
        var thread = t.thread();
        return new Document("id", t.id()).append("title", content.title()).append("language", content.language())
                .append("category", content.category()).append("tags", content.tags()).append("product", content.product())
                .append("author", t.author()).append("posts", thread.posts()).append("lastPost", thread.lastPost())
                .append("answers", thread.answers()).append("openedAt", thread.openedAt())
                .append("lastPostAt", thread.lastPostAt()).append("acceptedPost", t.acceptedPost()).append("hidden", t.isHidden())
                .append("moderation", t.moderation().stream()
                        .map(each -> new Document("post", each.post()).append("to", each.to().name())
                                .append("reason", each.reason()).append("by", each.by()).append("at", each.at()))
                        .toList())
                .append("ticket", t.links().ticket()).append("article", t.links().article()).append("updatedAt", t.updatedAt());
    }

    @Override
    protected Topic read(Document state) {
        return new Topic(
                state.getString("id"), new Content(state.getString("title"), state.getString("language"),
                        state.getString("category"), state.getList("tags", String.class), state.getString("product")),
                state.getString("author"),
                new Thread(state.getInteger("posts"), state.getString("lastPost"), state.getInteger("answers"),
                        state.getDate("openedAt").toInstant(), state.getDate("lastPostAt").toInstant()),
                state.getString("acceptedPost"),
                state.getList("moderation", Document.class).stream()
                        .map(each -> new Moderation(each.getString("post"), Visibility.valueOf(each.getString("to")),
                                each.getString("reason"), each.getString("by"), each.getDate("at").toInstant()))
                        .toList(),
                new Links(state.getString("ticket"), state.getString("article")), state.getDate("updatedAt").toInstant());
    }
}
