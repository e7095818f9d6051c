package io.amparo.knowledge.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases of users who did not find what they searched. */
@Tag("R2.4")
class SearchCasesTest {
    private static final Filter NO_FILTER = Filter.of(Set.of(Audience.EVERYONE));
    private static final Duration MAX_DURATION = Duration.ofSeconds(2);

    private static JsonNode read(String name) {
        try {
            return JsonMapper.shared()
                    .readTree(new ClassPathResource("cases/search/search-" + name + ".json").getContentAsString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> find(SearchIndex index, String query) {
        return index.search(query, NO_FILTER, 0, 50).hits().stream().map(Hit::id).toList();
    }

    private static SearchIndex indexOf(String... texts) {
        var index = new SearchIndex();
        for (int i = 0; i < texts.length; i++) put(index, Integer.toString(i), "Artigo", texts[i]);
        index.refresh();
        return index;
    }

    private static void put(SearchIndex index, String id, String title, String text) {
        index.put(new Searchable(SearchCollection.ARTICLES, id, 1, null, "pt-BR", null, Audience.EVERYONE, title, text));
    }

    @TestFactory
    Stream<DynamicTest> singular_and_plural_find_each_other() {
        var demo = DemoArticles.index();
        return Stream.concat(read("01-plural-of-ao").get("pairs").valueStream().map(pair -> dynamicTest(pair.toString(), () -> {
            var index = indexOf(pair.get(0).asString(), pair.get(1).asString());
            for (var word : pair) assertThat(find(index, word.asString())).containsExactlyInAnyOrder("0", "1");
        })), read("01-plural-of-ao").get("onDemoArticles").valueStream().map(each -> dynamicTest(each.get("q").asString(),
                () -> assertThat(find(demo, each.get("q").asString())).containsAll(texts(each, "mustFind")))));
    }

    @TestFactory
    Stream<DynamicTest> compatible_characters_find_the_same() {
        var demo = DemoArticles.index();
        return read("03-decomposed-accents").get("queries").valueStream()
                .map(each -> dynamicTest(each.get("q").asString(), () -> assertThat(find(demo, each.get("q").asString()))
                        .isNotEmpty().isEqualTo(find(demo, each.get("mustFindSameAs").asString()))));
    }

    @Test
    void decomposed_text_is_found_and_its_excerpt_marks_whole_words() {
        var word = Normalizer.normalize("configuração", Form.NFD);
        var index = indexOf("A " + word + " do servidor.");

        var found = index.search("configuração", NO_FILTER, 0, 1).hits().getFirst();

        assertThat(found.excerpt()).contains("<mark>" + word + "</mark>");
    }

    @TestFactory
    Stream<DynamicTest> numbers_addresses_and_versions_are_found_literally() {
        var index = new SearchIndex();
        var ids = List.of("erro-1046", "versao-9-22").iterator();
        for (var each : read("05-numbers-are-not-words").get("setup"))
            put(index, ids.next(), each.get("title").asString(), each.get("body").asString());
        index.refresh();
        return read("05-numbers-are-not-words").get("queries").valueStream()
                .map(each -> dynamicTest(each.get("q").asString(), () -> {
                    var found = find(index, each.get("q").asString());
                    texts(each, "mustFind").forEach(id -> assertThat(found).contains(id));
                    texts(each, "mustNotFind").forEach(id -> assertThat(found).doesNotContain(id));
                }));
    }

    @TestFactory
    Stream<DynamicTest> signs_without_meaning_change_no_result() {
        var index = DemoArticles.index();
        return read("06-signs-of-a-query").get("queries").valueStream().map(each -> each.get("q").asString())
                .map(query -> dynamicTest(query.substring(0, Math.min(40, query.length())), () -> {
                    var begin = System.nanoTime();
                    var found = find(index, query);
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MAX_DURATION);
                    if (query.equals("-backup"))
                        assertThat(found).doesNotContain("fazer-e-restaurar-o-backup-da-configuracao");
                    else if (!query.contains("|"))
                        assertThat(found).isEqualTo(find(index, query.replaceAll("[^\\p{L}\\p{N}]+", " ")));
                }));
    }

    private static List<String> texts(JsonNode each, String name) {
        return each.path(name).valueStream().map(JsonNode::asString).toList();
    }
}
