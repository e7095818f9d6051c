package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexTest {
    private static final Filter ANYTHING = new Filter(List.of(), null, null);

    private SearchIndex index = new SearchIndex();

    @BeforeEach
    void a_small_base() {
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
    void finds_whatever_the_accents_the_inflection_and_the_typing(String asked, String expected) {
        assertThat(index.search(asked, ANYTHING, 20)).extracting(Hit::id).contains(expected);
    }

    @Test
    void the_title_counts_more() {
        put("titulo", "pt-BR", null, "Girassol", "Uma flor.");
        put("texto", "pt-BR", null, "Flores", "O girassol e a tulipa.");
        index.refresh();
        assertThat(ids("girassol")).containsExactly("titulo", "texto");
    }

    @Test
    void a_word_that_is_right_is_not_guessed_at() {
        put("pratos", "pt-BR", null, "Servidos", "Pratos servidos no encontro.");
        index.refresh();
        assertThat(ids("servidor")).contains("agente", "copia").doesNotContain("pratos");
    }

    @Test
    void all_the_words_count_and_any_of_them_where_nothing_has_all() {
        assertThat(ids("agente linux")).containsExactly("agente");
        assertThat(ids("agente inexistente")).containsExactly("agente");
        assertThat(ids("a porta do servidor")).first().isEqualTo("agente");
        assertThat(ids("nada parecido")).isEmpty();
    }

    @Test
    void quotes_minus_and_star_do_what_people_expect() {
        assertThat(ids("\"servidor linux\"")).containsExactly("agente");
        assertThat(ids("\"linux servidor\"")).isEmpty();
        assertThat(ids("servidores -linux")).contains("backup").doesNotContain("agente");
        assertThat(ids("notific*")).containsExactly("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "((", "a AND OR", "~~~", "*", "-", "+ | -", "\\", "🙂", "a-b-c-d-e-f-g-h", "' OR 1=1 --",
            "configuração~2"})
    void understands_every_text(String asked) {
        assertThatCode(() -> index.search(asked, ANYTHING, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest(asked, ANYTHING, 5)).doesNotThrowAnyException();
    }

    @Test
    void the_longest_question_is_answered() {
        assertThatCode(() -> index.search("abcd ".repeat(40), ANYTHING, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.search("a ".repeat(100), ANYTHING, 20)).doesNotThrowAnyException();
        assertThatCode(() -> index.suggest("abc d ".repeat(333), ANYTHING, 5)).doesNotThrowAnyException();
    }

    @Test
    void narrows_by_language_product_and_place() {
        assertThat(index.search("configuração", new Filter(List.of(), "es", null), 20)).extracting(Hit::id)
                .containsExactly("copia");
        assertThat(index.search("servidor", new Filter(List.of(), null, "opmon-8"), 20)).extracting(Hit::id)
                .containsExactly("agente");
        assertThat(index.search("servidor", new Filter(List.of("forum"), null, null), 20)).isEmpty();
        assertThat(index.search("servidor", new Filter(List.of("forum", "articles"), null, null), 20)).isNotEmpty();
    }

    @Test
    void the_excerpt_marks_what_was_found_and_escapes_all_else() {
        put("html", "pt-BR", null, "Painel", "Escreva `<script>alert(1)</script>` no painel dos **gráficos** & pronto.");
        index.refresh();
        assertThat(index.search("grafico", ANYTHING, 1).getFirst().excerpt()).contains("<mark>gráficos</mark> &amp;")
                .contains("&lt;script&gt;").doesNotContain("<script", "**");
        assertThat(index.search("monitormento", ANYTHING, 1).getFirst().excerpt()).contains("<mark>monitoramento</mark>");
    }

    @Test
    void a_newer_version_replaces_and_an_older_one_does_not() {
        index.put(new Searchable("articles", "backup", 2, "PROCEDURE", "pt-BR", null, "Cópia", "Outro assunto: girassol."));
        index.put(new Searchable("articles", "backup", 1, "PROCEDURE", "pt-BR", null, "Backup", "Assunto antigo: tulipa."));
        index.refresh();
        assertThat(ids("girassol")).containsExactly("backup");
        assertThat(ids("tulipa")).isEmpty();
        index.remove("articles", "backup", 3);
        index.put(new Searchable("articles", "backup", 2, "PROCEDURE", "pt-BR", null, "Cópia", "girassol"));
        index.refresh();
        assertThat(ids("girassol")).isEmpty();
    }

    @Tag("R2.4")
    @Test
    void suggests_what_resembles_a_text_being_written() {
        assertThat(index.suggest(
                "Boa tarde, o agente do servidor linux parou de funcionar hoje cedo e o monitoramento não aparece", ANYTHING, 5))
                .extracting(Hit::id).first().isEqualTo("agente");
        assertThat(index.suggest("", ANYTHING, 5)).isEmpty();
        assertThat(index.suggest("de o a", ANYTHING, 5)).isEmpty();
    }

    private List<String> ids(String asked) {
        return index.search(asked, ANYTHING, 20).stream().map(Hit::id).toList();
    }

    private void put(String id, String language, @Nullable String product, String title, String text) {
        index.put(new Searchable("articles", id, 1, "PROCEDURE", language, product, title, text));
    }
}
