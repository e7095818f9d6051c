package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.knowledge.search.IndexTickers;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@Configuration
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
    ReviseArticle reviseArticle(Articles articles, CatalogueValidator catalogueValidator, IndexTicker articleIndex, Clock clock) {
        return new ReviseArticle(articles, catalogueValidator, articleIndex, clock);
    }

    @Bean
    ChangeArticleState changeArticleState(Articles articles, IndexTicker articleIndex, Clock clock) {
        return new ChangeArticleState(articles, articleIndex, clock);
    }

    @Bean
    IndexTicker articleIndex(Articles articles, IndexTickers tickers) {
        return tickers.of(new ArticleSource(articles));
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
