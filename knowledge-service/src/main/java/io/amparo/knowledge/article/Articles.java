package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of articles. The slug is the document id, so it is unique. */
final class Articles extends AggregateStore<Article, KnowledgeEvent> {
    private static final int BATCH_SIZE = 500;
    private static final int LANGUAGES = 3;

    /**
     * Conditions of a list; null, or no value of a set, means any value.
     *
     * @param version a version for which the article must be true
     * @param reviewDueOn day on which the review of a published article must be due
     * @param slugs the slugs among which the list selects; also an empty collection counts
     */
    record Filter(@Nullable Set<State> states, @Nullable Set<ArticleKind> kinds, @Nullable String product,
            @Nullable ReleaseVersion version, @Nullable String language, @Nullable Set<Audience> audiences,
            @Nullable LocalDate reviewDueOn, @Nullable Collection<String> slugs) {
        static Filter published() {
            return new Filter(EnumSet.of(State.PUBLISHED), null, null, null, null, null, null, null);
        }
    }

    Articles(Outbox outbox) {
        // Descending: older databases have an ascending index on the id that is not unique, and cannot change it.
        super(outbox, "articles", new IndexModel(Indexes.descending("state.id"), new IndexOptions().unique(true)),
                new IndexModel(Indexes.ascending("state.updatedAt")), new IndexModel(Indexes.ascending("state.state", "_id")),
                new IndexModel(Indexes.ascending("state.translationOf", "_id")));
    }

    /** Stores a new article. Returns false if an article with its slug or its id exists. */
    boolean add(String slug, String cause, Change<Article, KnowledgeEvent> change) {
        try {
            return insert(slug, cause, change);
        } catch (MongoBulkWriteException e) {
            if (!e.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) throw e;
            return false;
        }
    }

    /** Finds an article by its id instead of its slug. Served by the index on {@code id}. */
    Optional<Versioned<Article>> findById(String id) {
        return query(eq("state.id", id), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Returns the translations of an article; one for each language but its own. */
    List<Versioned<Article>> translationsOf(String slug) {
        return query(eq("state.translationOf", slug), Sorts.ascending("_id"), LANGUAGES);
    }

    /** Returns a page in slug order that starts after the given slug; null starts at the beginning. */
    List<Versioned<Article>> page(Filter filter, @Nullable String afterSlug, int limit) {
        var conditions = new ArrayList<Bson>(List.of(gt("_id", afterSlug == null ? "" : afterSlug)));
        addAnyOf(conditions, "state.state", filter.states());
        addAnyOf(conditions, "state.kind", filter.kinds());
        addAnyOf(conditions, "state.audience", filter.audiences());
        if (filter.product() != null) conditions.add(eq("state.product", filter.product()));
        if (filter.language() != null) conditions.add(eq("state.language", filter.language()));
        if (filter.slugs() != null) conditions.add(in("_id", filter.slugs()));
        if (filter.version() != null) {
            conditions.add(lte("state." + ArticleCodec.FROM_KEY, ArticleCodec.key(filter.version())));
            conditions.add(gte("state." + ArticleCodec.TO_KEY, ArticleCodec.key(filter.version())));
        }
        if (filter.reviewDueOn() != null) {
            conditions.add(eq("state.state", State.PUBLISHED.name()));
            conditions.add(lte("state.reviewAt", filter.reviewDueOn().toString()));
        }
        return query(and(conditions), Sorts.ascending("_id"), limit);
    }

    /**
     * As {@link #page}, but only the articles that also match what the store cannot check.
     *
     * @param selection returns those of a batch that match
     */
    List<Versioned<Article>> page(Filter filter, UnaryOperator<List<Versioned<Article>>> selection, @Nullable String afterSlug,
            int limit) {
        var found = new ArrayList<Versioned<Article>>();
        var after = afterSlug;
        List<Versioned<Article>> batch;
        do {
            batch = page(filter, after, BATCH_SIZE);
            selection.apply(batch).stream().limit(limit - found.size()).forEach(found::add);
            if (!batch.isEmpty()) after = batch.getLast().id();
        } while (batch.size() == BATCH_SIZE && found.size() < limit);
        return found;
    }

    private static void addAnyOf(List<Bson> conditions, String field, @Nullable Set<? extends Enum<?>> values) {
        if (values != null && !values.isEmpty()) conditions.add(in(field, values.stream().map(Enum::name).toList()));
    }

    /** Returns articles updated at or after the given instant, in slug order. Served by the index on {@code updatedAt}. */
    List<Versioned<Article>> changedSince(Instant since, String afterSlug, int limit) {
        return query(and(gte("state.updatedAt", since), gt("_id", afterSlug)), Sorts.ascending("_id"), limit);
    }

    @Override
    protected Document write(Article article) {
        return ArticleCodec.encode(article);
    }

    @Override
    protected Article read(Document state) {
        return ArticleCodec.decode(state);
    }
}
