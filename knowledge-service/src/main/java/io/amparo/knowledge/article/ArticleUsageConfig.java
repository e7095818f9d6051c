package io.amparo.knowledge.article;

import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.ticket.TicketClient;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What readers and staff do with articles, and the responses that show it. */
@Configuration
class ArticleUsageConfig {

    @Bean
    Ratings ratings(Outbox outbox) {
        return new Ratings(outbox);
    }

    @Bean
    RateArticle rateArticle(Ratings ratings, Clock clock) {
        return new RateArticle(ratings, clock);
    }

    @Bean
    Readings readings(Outbox outbox) {
        return new Readings(outbox);
    }

    @Bean
    ArticleTickets articleTickets(Outbox outbox) {
        return new ArticleTickets(outbox);
    }

    @Bean
    ArticleResponses articleResponses(Articles articles, CatalogueValidator catalogueValidator, Readings readings,
            Ratings ratings, ArticleTickets articleTickets, Clock clock) {
        return new ArticleResponses(articles, catalogueValidator, new Usage(readings, ratings, articleTickets), ratings, clock);
    }

    @Bean
    ArticleEntities articleEntities(ArticleResponses articleResponses, JsonMapper json) {
        return new ArticleEntities(articleResponses, json);
    }

    @Bean
    DraftFromTicket draftFromTicket(Articles articles, CreateArticle createArticle, ArticleTickets articleTickets,
            Products products, TicketClient tickets, Clock clock) {
        return new DraftFromTicket(articles, createArticle, articleTickets, products, tickets::find, clock);
    }

    @Bean
    ImportArticles importArticles(Articles articles, ContentValidator contentValidator, ReviseArticle reviseArticle,
            ChangeArticleState changeArticleState, Clock clock) {
        return new ImportArticles(articles, contentValidator, reviseArticle, changeArticleState, clock);
    }
}
