package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.History;
import io.amparo.knowledge.article.Article.State;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of articles. The slug is the document id, so it is unique. */
final class Articles extends AggregateStore<Article, KnowledgeEvent> {
    /** Conditions of a list; null, or no value of a set, means any value. */
    record Filter(@Nullable Set<State> states, @Nullable Set<ArticleKind> kinds, @Nullable String product,
            @Nullable String language) {}

    Articles(Outbox outbox) {
        super(outbox, "articles", new IndexModel(Indexes.ascending("state.id")),
                new IndexModel(Indexes.ascending("state.updatedAt")), new IndexModel(Indexes.ascending("state.state", "_id")));
    }

    /** Finds an article by its id instead of its slug. Served by the index on {@code id}. */
    Optional<Versioned<Article>> findById(String id) {
        return query(eq("state.id", id), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Returns a page in slug order that starts after the given slug; null starts at the beginning. */
    List<Versioned<Article>> page(Filter filter, @Nullable String afterSlug, int limit) {
        var conditions = new ArrayList<Bson>(List.of(gt("_id", afterSlug == null ? "" : afterSlug)));
        addAnyOf(conditions, "state.state", filter.states());
        addAnyOf(conditions, "state.kind", filter.kinds());
        if (filter.product() != null) conditions.add(eq("state.product", filter.product()));
        if (filter.language() != null) conditions.add(eq("state.language", filter.language()));
        return query(and(conditions), Sorts.ascending("_id"), limit);
    }

    private static void addAnyOf(List<Bson> conditions, String field, @Nullable Set<? extends Enum<?>> values) {
        if (values != null && !values.isEmpty()) conditions.add(in(field, values.stream().map(Enum::name).toList()));
    }

    /** Returns articles updated at or after the given instant, in slug order. Served by the index on {@code updatedAt}. */
    List<Versioned<Article>> changedSince(Instant since, String afterSlug, int limit) {
        return query(and(gte("state.updatedAt", since), gt("_id", afterSlug)), Sorts.ascending("_id"), limit);
    }

    @Override
    protected Document write(Article a) {
        var content = a.content();
        var history = a.history();
        return new Document("slug", a.slug()).append("id", a.id()).append("kind", content.kind().name())
                .append("language", content.language()).append("title", content.title()).append("body", content.body())
                .append("product", content.product()).append("release", content.release()).append("state", a.state().name())
                .append("author", new Document("person", a.author().person()).append("name", a.author().name()))
                .append("revision", history.revision()).append("createdAt", history.createdAt())
                .append("updatedAt", history.updatedAt()).append("publishedAt", history.publishedAt());
    }

    @Override
    protected Article read(Document state) {
        var content = new Content(ArticleKind.valueOf(state.getString("kind")), state.getString("language"),
                state.getString("title"), state.getString("body"), state.getString("product"), state.getString("release"));
        var author = state.get("author", Document.class);
        return new Article(state.getString("slug"), state.getString("id"),
                new Author(author.getString("person"), author.getString("name")), content,
                State.valueOf(state.getString("state")),
                new History(state.getInteger("revision"), state.getDate("createdAt").toInstant(),
                        state.getDate("updatedAt").toInstant(), Instants.read(state, "publishedAt")));
    }
}
