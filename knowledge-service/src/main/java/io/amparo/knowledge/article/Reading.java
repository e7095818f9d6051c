package io.amparo.knowledge.article;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person has read an article on one day: evidence that its company helps itself (R2.4, R9.C2).
 *
 * @param customerId company for which the person acts; null if there is none
 */
record Reading(String articleId, String person, @Nullable String customerId, Instant at) {

    /** Returns the id of the aggregate: the same on one day of UTC. */
    String id() {
        return articleId + "/read/" + Review.day(at) + "/" + person;
    }

    static Reading of(Article article, Caller caller, Instant now) {
        var company = caller.company();
        return new Reading(article.id(), caller.person(), company == null ? null : company.id(), now);
    }

    Change<Reading, KnowledgeEvent> record(String slug) {
        return Change.of(this, List.of(new ArticleRead(articleId, slug, person, customerId, at)));
    }
}
