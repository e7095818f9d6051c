package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.SearchIndex;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(KnowledgeProperties.class)
class ArticleConfig {
    private static final Author DEMO = new Author("demo", "OpServices");

    @Bean
    Articles articles(Outbox outbox) {
        return new Articles(outbox);
    }

    @Bean
    CatalogueValidator catalogueValidator(Products products) {
        return new CatalogueValidator(products);
    }

    @Bean
    CreateArticle createArticle(Articles articles, CatalogueValidator catalogueValidator, Clock clock) {
        return new CreateArticle(articles, catalogueValidator, clock);
    }

    @Bean
    ReviseArticle reviseArticle(Articles articles, CatalogueValidator catalogueValidator, IndexTicker index, Clock clock) {
        return new ReviseArticle(articles, catalogueValidator, index, clock);
    }

    @Bean
    ChangeArticleState changeArticleState(Articles articles, IndexTicker index, Clock clock) {
        return new ChangeArticleState(articles, index, clock);
    }

    @Bean
    IndexTicker indexTicker(Articles articles, SearchIndex index, Clock clock, MeterRegistry meters) {
        return new IndexTicker(articles, index, clock,
                Counter.builder("amparo.ticker.failures").description("Due aggregates that failed and are retried")
                        .tag("collection", "articles").register(meters)::increment);
    }

    @Bean
    SchedulingConfigurer indexTicks(IndexTicker ticker, KnowledgeProperties knowledge) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, knowledge.refresh());
    }

    /** Builds the index before the service reports ready, so a ready instance finds all published articles. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ApplicationRunner firstIndex(IndexTicker ticker) {
        return _ -> ticker.tick();
    }

    /** Inserts the demonstration articles; existing articles are not changed. */
    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoArticles(Articles articles, JsonMapper json, Clock clock) {
        return _ -> {
            var demo = new Yaml().<Object>load(new ClassPathResource("demo/articles.yaml").getContentAsString(UTF_8));
            for (var content : json.convertValue(demo, Content[].class)) {
                var slug = Slug.of(content.title());
                var id = Ids.uuidOf("demo/" + slug);
                var now = clock.instant();
                articles.insert(slug, "demo",
                        Article.create(slug, id, content, DEMO, now).state().changeState(State.PUBLISHED, now));
            }
        };
    }
}
