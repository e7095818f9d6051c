package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the links between articles and tickets, a document for each: how often an article is reused. */
@Adapter
final class ArticleTickets {
    private static final int MAX_ARTICLES = 100;

    /** @param by person id of the person of the vendor who linked them */
    record Link(String articleId, String slug, String ticket, String by, Instant at) {}

    private final Documents documents;

    ArticleTickets(Outbox outbox) {
        documents = new Documents(outbox, "article_tickets", new IndexModel(Indexes.ascending("ticket")),
                new IndexModel(Indexes.ascending("articleId", "ticket")));
    }

    /** Stores a link; an existing one is not changed. */
    void add(Link link) {
        documents.insert(new Document("_id", key(link.articleId(), link.ticket())).append("articleId", link.articleId())
                .append("slug", link.slug()).append("ticket", link.ticket()).append("by", link.by()).append("at", link.at()));
    }

    void remove(String articleId, String ticket) {
        documents.delete(eq(key(articleId, ticket)));
    }

    /** Returns the slugs of the articles of a ticket, at most {@value #MAX_ARTICLES}. */
    List<String> slugsOf(String ticket) {
        return documents.query(eq("ticket", ticket), null, Sorts.ascending("_id"), MAX_ARTICLES).stream()
                .map(found -> found.getString("slug")).toList();
    }

    /** Returns the links of an article by the number of the ticket. */
    List<Link> page(String articleId, @Nullable String afterTicket, int limit) {
        return documents.query(and(eq("articleId", articleId), gt("ticket", afterTicket == null ? "" : afterTicket)), null,
                Sorts.ascending("ticket"), limit).stream().map(ArticleTickets::decode).toList();
    }

    /** Returns as {@link Usage#counts} the numbers of tickets. */
    Map<String, Integer> count(Collection<String> articleIds) {
        return Usage.counts(articleIds,
                limit -> documents.aggregate(Aggregates.match(in("articleId", articleIds)), Aggregates.limit(limit),
                        Aggregates.group("$articleId", Accumulators.sum(Usage.COUNT, 1))),
                id -> documents.count(eq("articleId", id), Usage.MAX_COUNT));
    }

    private static String key(String articleId, String ticket) {
        return articleId + "/" + ticket;
    }

    private static Link decode(Document stored) {
        return new Link(stored.getString("articleId"), stored.getString("slug"), stored.getString("ticket"),
                stored.getString("by"), stored.getDate("at").toInstant());
    }
}
