package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexTest {
    private static final Set<Audience> EVERYONE = Set.of(Audience.EVERYONE);
    private static final Filter NO_FILTER = new Filter(EVERYONE, List.of(), null, null);

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
        assertThat(index.search(query, NO_FILTER, 20)).extracting(Hit::id).contains(expected);
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
        assertThatCode(() -> index.search(query, NO_FILTER, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest(query, NO_FILTER, 5)).doesNotThrowAnyException();
    }

    @Test
    void longest_allowed_query_is_answered() {
        assertThatCode(() -> index.search("abcd ".repeat(40), NO_FILTER, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.search("a ".repeat(100), NO_FILTER, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest("abc d ".repeat(333), NO_FILTER, 5)).doesNotThrowAnyException();
    }

    @Test
    void filter_restricts_language_product_and_collection() {
        assertThat(index.search("configuração", new Filter(EVERYONE, List.of(), "es", null), 20)).extracting(Hit::id)
                .containsExactly("copia");
        assertThat(index.search("servidor", new Filter(EVERYONE, List.of(), null, "opmon-8"), 20)).extracting(Hit::id)
                .containsExactly("agente");
        assertThat(index.search("servidor", new Filter(EVERYONE, List.of("forum"), null, null), 20)).isEmpty();
        assertThat(index.search("servidor", new Filter(EVERYONE, List.of("forum", "articles"), null, null), 20)).isNotEmpty();
    }

    @Test
    void excerpt_marks_matches_and_escapes_other_markup() {
        put("html", "pt-BR", null, "Painel", "Escreva `<script>alert(1)</script>` no painel dos **gráficos** & pronto.");
        index.refresh();

        assertThat(index.search("grafico", NO_FILTER, 1).getFirst().excerpt()).contains("<mark>gráficos</mark> &amp;")
                .contains("&lt;script&gt;").doesNotContain("<script", "**");
        assertThat(index.search("monitormento", NO_FILTER, 1).getFirst().excerpt()).contains("<mark>monitoramento</mark>");
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
        return index.search(query, NO_FILTER, 20).stream().map(Hit::id).toList();
    }

    private void put(String id, String language, @Nullable String product, String title, String text) {
        index.put(
                new Searchable(SearchCollection.ARTICLES, id, 1, "PROCEDURE", language, product, Audience.EVERYONE, title, text));
    }
}
