package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.forum.ArticleDrafts;
import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.knowledge.search.IndexTickers;
import io.amparo.platform.Ids;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(ArticleProperties.class)
class ArticleConfig {
    private static final Author DEMO = new Author("demo", "OpServices");

    @Bean
    Articles articles(Outbox outbox) {
        return new Articles(outbox);
    }

    @Bean
    VisibleArticles visibleArticles(Articles articles) {
        return new VisibleArticles(articles);
    }

    @Bean
    ArticleVersions articleVersions(Outbox outbox) {
        return new ArticleVersions(outbox);
    }

    @Bean
    CatalogueValidator catalogueValidator(Products products) {
        return new CatalogueValidator(products);
    }

    @Bean
    ContentValidator contentValidator(Articles articles, CatalogueValidator catalogueValidator) {
        return new ContentValidator(articles, catalogueValidator);
    }

    @Bean
    CreateArticle createArticle(Articles articles, ContentValidator contentValidator, Clock clock) {
        return new CreateArticle(articles, contentValidator, clock);
    }

    @Bean
    ReviseArticle reviseArticle(Articles articles, ArticleVersions articleVersions, ContentValidator contentValidator,
            IndexTicker articleIndex, Clock clock) {
        return new ReviseArticle(articles, articleVersions, contentValidator, articleIndex, clock);
    }

    @Bean
    ChangeArticleState changeArticleState(Articles articles, ContentValidator contentValidator, IndexTicker articleIndex,
            Clock clock) {
        return new ChangeArticleState(articles, contentValidator, articleIndex, clock);
    }

    @Bean
    ConfirmArticle confirmArticle(Articles articles, Clock clock) {
        return new ConfirmArticle(articles, clock);
    }

    @Bean
    SchedulingConfigurer reviewSchedule(Articles articles, Readings readings, ArticleProperties properties, Clock clock,
            MeterRegistry meters) {
        var ticker = new ReviewTicker(articles, new DueAggregates(articles, clock, meters), clock);
        return tasks -> {
            tasks.addFixedDelayTask(ticker::tick, properties.tick());
            tasks.addFixedDelayTask(() -> readings.deleteOld(clock.instant()), properties.tick());
        };
    }

    @Bean
    IndexTicker articleIndex(Articles articles, IndexTickers tickers) {
        return tickers.of(new ArticleSource(articles));
    }

    @Bean
    ArticleDrafts articleDrafts(CreateArticle createArticle) {
        return new TopicDrafts(createArticle);
    }

    /** Inserts the demonstration articles; existing articles are not changed. */
    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoArticles(Articles articles, JsonMapper json, Clock clock) {
        return _ -> {
            var demo = new Yaml().<Object>load(new ClassPathResource("demo/articles.yaml").getContentAsString(UTF_8));
            for (var request : json.convertValue(demo, ContentRequest[].class)) {
                var slug = Slug.of(request.title());
                var now = clock.instant();
                var draft = Article.create(slug, Ids.uuidOf("demo/" + slug), request.content(), null, DEMO, now).state();
                articles.insert(slug, "demo", draft.changeState(State.PUBLISHED, DEMO, now));
            }
        };
    }
}
