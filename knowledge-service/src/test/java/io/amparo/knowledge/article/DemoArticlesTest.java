package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.markdown.ArticleHtml;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class DemoArticlesTest {
    /** The demonstration inserts them without the checks of the API. */
    @Tag("R4.3")
    @Test
    void demonstration_articles_are_accessible() throws IOException {
        var demo = new Yaml().<Object>load(new ClassPathResource("demo/articles.yaml").getContentAsString(UTF_8));

        assertThat(JsonMapper.shared().convertValue(demo, ContentRequest[].class)).isNotEmpty()
                .allSatisfy(article -> assertThat(ArticleHtml.problems(article.body())).as(article.title()).isEmpty());
    }
}
