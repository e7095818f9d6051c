package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexTest {
    private static final Set<Audience> EVERYONE = Set.of(Audience.EVERYONE);
    private static final Filter NO_FILTER = Filter.of(EVERYONE);

    private SearchIndex index = new SearchIndex();

    @BeforeEach
    void fillIndex() {
        index = new SearchIndex();
        put("backup", "pt-BR", "opmon-9", "Backup da configuração",
                "Como **salvar** a configuração dos servidores antes de atualizar.");
        put("agente", "pt-BR", "opmon-8", "Instalação do agente",
                "O agente faz o monitoramento de cada servidor Linux. Não funciona sem a porta 5666 aberta.");
        put("email", "pt-BR", null, "Alertas por e-mail", "As notificações saem pelo serviço SMTP; relatórios também.");
        put("ha", "en", "opmon-9", "High availability", "Two servers monitor each other; configuration is copied between them.");
        put("copia", "es", null, "Copia de seguridad", "Cómo guardar la configuración de los servidores.");
        index.refresh();
    }

    @Tag("R2.4")
    @ParameterizedTest
    @CsvSource({"configuracao, backup", "configuração, backup", "CONFIGURAÇÃO, backup", "configuracoes, backup",
            "configurações, backup", "servidor, agente", "servidores, backup", "monitoramento, agente", "monitormento, agente",
            "monitoramneto, agente", "instalacao agente, agente", "instalar agentes, agente", "notificacao, email",
            "relatorio, email", "configurasão, backup", "servdiores, backup", "availabilty, ha", "servidor, copia"})
    void search_tolerates_accents_inflection_and_typing_errors(String query, String expected) {
        assertThat(search(query, NO_FILTER)).extracting(Hit::id).contains(expected);
    }

    @Test
    void match_in_title_ranks_before_match_in_text() {
        put("titulo", "pt-BR", null, "Girassol", "Uma flor.");
        put("texto", "pt-BR", null, "Flores", "O girassol e a tulipa.");
        index.refresh();
        assertThat(ids("girassol")).containsExactly("titulo", "texto");
    }

    @Test
    void word_that_occurs_in_the_index_is_not_matched_fuzzily() {
        put("pratos", "pt-BR", null, "Servidos", "Pratos servidos no encontro.");
        index.refresh();
        assertThat(ids("servidor")).contains("agente", "copia").doesNotContain("pratos");
    }

    @Test
    void other_spellings_of_a_compound_word_find_it() {
        put("nome", "pt-BR", null, "Firewall", "O data center usa SNMP versão 3 e o plug-in de 24×7 com 8 GB; veja sha-256.");
        index.refresh();
        for (var query : List.of("fire wall", "datacenter", "snmpv3", "plugins", "plug-in", "24x7", "8gb", "sha256", "SHA-256"))
            assertThat(ids(query)).as(query).contains("nome");
        assertThat(ids("emails")).containsExactly("email");
        assertThat(ids("e-mails")).containsExactly("email");
    }

    @Test
    void either_of_alternatives_is_enough() {
        assertThat(ids("smtp|5666")).containsExactlyInAnyOrder("agente", "email");
        assertThat(ids("-agente")).isEmpty();
    }

    @Test
    void search_matches_any_word_if_no_article_has_all_words() {
        assertThat(ids("agente linux")).containsExactly("agente");
        assertThat(ids("agente inexistente")).containsExactly("agente");
        assertThat(ids("a porta do servidor")).first().isEqualTo("agente");
        assertThat(ids("nada parecido")).isEmpty();
    }

    @Test
    void quotes_minus_and_star_work_as_search_operators() {
        assertThat(ids("\"servidor linux\"")).containsExactly("agente");
        assertThat(ids("\"linux servidor\"")).isEmpty();
        assertThat(ids("servidores -linux")).contains("backup").doesNotContain("agente");
        assertThat(ids("notific*")).containsExactly("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "((", "a AND OR", "~~~", "*", "-", "+ | -", "\\", "🙂", "a-b-c-d-e-f-g-h", "' OR 1=1 --",
            "configuração~2"})
    void any_text_is_a_valid_query(String query) {
        assertThatCode(() -> search(query, NO_FILTER)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest(query, NO_FILTER, 5)).doesNotThrowAnyException();
    }

    @Test
    void longest_allowed_query_is_answered() {
        assertThatCode(() -> search("abcd ".repeat(40), NO_FILTER)).doesNotThrowAnyException();
        assertThatCode(() -> search("a ".repeat(2_000), NO_FILTER)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest("abc d ".repeat(333), NO_FILTER, 5)).doesNotThrowAnyException();
    }

    @Test
    void filter_restricts_language_product_and_collection() {
        assertThat(search("configuração", new Filter(EVERYONE, List.of(), null, "es", null, null))).extracting(Hit::id)
                .containsExactly("copia");
        assertThat(search("servidor", new Filter(EVERYONE, List.of(), null, null, "opmon-8", null))).extracting(Hit::id)
                .containsExactly("agente");
        assertThat(search("servidor", new Filter(EVERYONE, List.of("forum"), null, null, null, null))).isEmpty();
        assertThat(search("servidor", new Filter(EVERYONE, List.of("forum", "articles"), null, null, null, null))).isNotEmpty();
        assertThat(search("servidor", new Filter(EVERYONE, List.of(), "CHANGE_LOG", null, null, null))).isEmpty();
    }

    @Test
    void facets_count_all_hits_of_all_pages() {
        var found = index.search("servidor configuração", NO_FILTER, 1, 1);

        assertThat(found.hits()).hasSize(1);
        assertThat(found.total()).isEqualTo(3);
        assertThat(found.facets().byCollection()).containsExactly(new FacetCount("articles", 3));
        assertThat(found.facets().byLanguage()).containsExactly(new FacetCount("pt-BR", 2), new FacetCount("es", 1));
        assertThat(found.facets().byProduct()).containsExactly(new FacetCount("opmon-8", 1), new FacetCount("opmon-9", 1));
    }

    @Test
    void pages_neither_skip_nor_repeat_a_hit() {
        for (int i = 0; i < 30; i++) put("igual-" + i, "pt-BR", null, "Girassol", "Uma flor.");
        index.refresh();

        assertThat(IntStream.range(0, 4).boxed().flatMap(page -> index.search("girassol", NO_FILTER, page * 8, 8).hits().stream())
                .map(Hit::id)).hasSize(30).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"inst, Instalação do agente", "instalação do ag, Instalação do agente", "backup da conf, Backup da configuração",
            "BACKUPS c, Backup da configuração", "instlaç, Instalação do agente", "e-mail, Alertas por e-mail",
            "email, Alertas por e-mail", "avail, High availability", "bakcup config, Backup da configuração"})
    void completion_finds_titles_while_a_word_is_typed(String text, String title) {
        assertThat(index.complete(text, NO_FILTER, 5)).extracting(Completion::title).first().isEqualTo(title);
    }

    @Test
    void completion_of_unknown_words_is_empty() {
        assertThat(index.complete("xyzw", NO_FILTER, 5)).isEmpty();
        assertThat(index.complete(" - ", NO_FILTER, 5)).isEmpty();
    }

    @Test
    void excerpt_marks_matches_and_escapes_other_markup() {
        put("html", "pt-BR", null, "Painel", "Escreva `<script>alert(1)</script>` no painel dos **gráficos** & pronto.");
        index.refresh();

        assertThat(search("grafico", NO_FILTER).getFirst().excerpt()).contains("<mark>gráficos</mark> &amp;")
                .contains("&lt;script&gt;").doesNotContain("<script", "**");
        assertThat(search("monitormento", NO_FILTER).getFirst().excerpt()).contains("<mark>monitoramento</mark>");
    }

    @Test
    void only_a_newer_version_replaces_an_indexed_item() {
        index.put(new Searchable(SearchCollection.ARTICLES, "backup", 2, "PROCEDURE", "pt-BR", null, Audience.EVERYONE, "Cópia",
                "Outro assunto: girassol."));
        index.put(new Searchable(SearchCollection.ARTICLES, "backup", 1, "PROCEDURE", "pt-BR", null, Audience.EVERYONE, "Backup",
                "Assunto antigo: tulipa."));
        index.refresh();

        assertThat(ids("girassol")).containsExactly("backup");
        assertThat(ids("tulipa")).isEmpty();

        index.remove(SearchCollection.ARTICLES, "backup", 3);
        index.put(new Searchable(SearchCollection.ARTICLES, "backup", 2, "PROCEDURE", "pt-BR", null, Audience.EVERYONE, "Cópia",
                "girassol"));
        index.refresh();

        assertThat(ids("girassol")).isEmpty();
    }

    @Tag("R2.4")
    @Test
    void suggestion_finds_articles_similar_to_the_ticket_text() {
        assertThat(index.suggest(
                "Boa tarde, o agente do servidor linux parou de funcionar hoje cedo e o monitoramento não aparece", NO_FILTER, 5))
                .extracting(Hit::id).first().isEqualTo("agente");
        assertThat(index.suggest("", NO_FILTER, 5)).isEmpty();
        assertThat(index.suggest("de o a", NO_FILTER, 5)).isEmpty();
    }

    private List<String> ids(String query) {
        return search(query, NO_FILTER).stream().map(Hit::id).toList();
    }

    private List<Hit> search(String query, Filter filter) {
        return index.search(query, filter, 0, 20).hits();
    }

    @Test
    void a_deeply_nested_text_is_indexed_as_it_is() {
        put("deep", "pt-BR", null, "Citações", "> ".repeat(20_000) + "girassol");
        index.refresh();
        assertThat(ids("girassol")).contains("deep");
    }

    private void put(String id, String language, @Nullable String product, String title, String text) {
        index.put(
                new Searchable(SearchCollection.ARTICLES, id, 1, "PROCEDURE", language, product, Audience.EVERYONE, title, text));
    }
}
