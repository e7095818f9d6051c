package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What a caller may not read changes nothing that the caller sees: hits, order, counts, excerpts, corrections, completions. */
@Tag("R2.1")
class AudiencePropertyTest {
    private static final List<Set<Audience>> CALLERS = List.of(EnumSet.of(Audience.EVERYONE),
            EnumSet.of(Audience.EVERYONE, Audience.CONTACTS), EnumSet.allOf(Audience.class));
    /** Some differ by one character, some by a plural. */
    private static final List<String> WORDS = List.of("servidor", "servidores", "servidro", "painel", "paineis", "porta",
            "portal", "versão", "versões", "9.2", "9.22", "10.20.30.40", "e-mail", "email", "backup", "bakup", "data", "center",
            "datacenter");

    record Item(Audience audience, String language, String title, String text) {}

    @Provide
    Arbitrary<List<Item>> items() {
        return Combinators.combine(Arbitraries.of(Audience.class), Arbitraries.of("pt-BR", "en", "es"), text(3), text(8))
                .as(Item::new).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(3).map(words -> String.join(" ", words));
    }

    private static Arbitrary<String> text(int max) {
        return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(max).map(words -> String.join(" ", words));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void search_is_that_of_an_index_of_only_readable_items(@ForAll("items") List<Item> items, @ForAll("queries") String query) {
        var index = index(items, EnumSet.allOf(Audience.class));
        for (var audiences : CALLERS) {
            var readable = index(items, audiences);
            var filter = new Filter(audiences, List.of(), null, null, null, "pt-BR");
            assertThat(index.search(query, filter, 0, 10)).isEqualTo(readable.search(query, filter, 0, 10));
            assertThat(index.suggest(query, filter, 5)).isEqualTo(readable.suggest(query, filter, 5));
            var typed = query.substring(0, Math.max(1, query.length() - 2));
            assertThat(index.complete(typed, filter, 8)).isEqualTo(readable.complete(typed, filter, 8));
        }
    }

    /** An item that becomes internal leaves no trace for those who could read it before. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void item_that_becomes_internal_is_as_if_it_had_never_been(@ForAll("items") List<Item> items,
            @ForAll("queries") String query) {
        var filter = Filter.of(EnumSet.of(Audience.EVERYONE));
        var index = index(items, EnumSet.allOf(Audience.class));
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            index.put(searchable(i, 2, new Item(Audience.STAFF, item.language(), item.title(), item.text())));
        }
        index.refresh();

        assertThat(index.search(query, filter, 0, 10).total()).isZero();
        assertThat(index.search(query, filter, 0, 10).facets()).isEqualTo(Facets.NONE);
        assertThat(index.complete(query, filter, 8)).isEmpty();
    }

    private static SearchIndex index(List<Item> items, Set<Audience> audiences) {
        var index = new SearchIndex();
        IntStream.range(0, items.size()).filter(i -> audiences.contains(items.get(i).audience()))
                .forEach(i -> index.put(searchable(i, 1, items.get(i))));
        index.refresh();
        return index;
    }

    private static Searchable searchable(int id, long version, Item item) {
        return new Searchable(SearchCollection.ARTICLES, Integer.toString(id), version, "PROCEDURE", item.language(), "opmon-9",
                item.audience(), item.title(), item.text());
    }
}
