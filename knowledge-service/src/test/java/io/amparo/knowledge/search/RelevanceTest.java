package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("R2.4")
class RelevanceTest {
    private static final SearchIndex INDEX = DemoArticles.index();
    private static final int MIN_ARTICLES = 30;
    private static final int MIN_QUERIES = 60;

    @ParameterizedTest
    @EnumSource
    void search_finds_the_relevant_articles_first(Relevance.Writing writing) {
        assertThat(Relevance.ndcg(writing, query -> Relevance.search(INDEX, query))).as("nDCG@10 of %s", writing)
                .isGreaterThanOrEqualTo(writing.limit);
    }

    @Test
    void judgements_are_of_demonstration_articles() {
        var slugs = DemoArticles.all().stream().map(DemoArticles::slug).toList();
        var judgements = Relevance.judgements();

        assertThat(judgements).hasSizeGreaterThanOrEqualTo(MIN_QUERIES)
                .allSatisfy(each -> assertThat(slugs).containsAll(each.grades().keySet()))
                .allSatisfy(each -> assertThat(each.grades().values()).contains(3));
    }

    @Test
    void demonstration_articles_have_all_kinds_and_150_to_350_words() {
        var portuguese = DemoArticles.all().stream().filter(each -> each.language().equals("pt-BR")).toList();

        assertThat(portuguese).hasSizeGreaterThanOrEqualTo(MIN_ARTICLES);
        assertThat(portuguese.stream().collect(Collectors.groupingBy(DemoArticles::kind))).hasSize(4);
        assertThat(DemoArticles.all().stream()
                .collect(Collectors.toMap(DemoArticles::slug, each -> List.of(each.body().split("\\s+")).size())).entrySet()
                .stream().filter(each -> each.getValue() < 150 || each.getValue() > 350).map(Map.Entry::getKey)).isEmpty();
    }
}
