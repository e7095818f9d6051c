package io.amparo.ticket.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

class SearchWordsTest {

    /** Whether a ticket with this text is found. */
    private static boolean finds(String query, String text) {
        var words = SearchWords.of("T-2026-000123", "Subject", text);
        var search = SearchWords.query(query);
        return !search.isEmpty() && words.containsAll(search.words())
                && search.prefixes().stream().allMatch(prefix -> words.stream().anyMatch(word -> word.startsWith(prefix)));
    }

    /** The text of a customer must not overflow the stack, which would stop the consumer of the service. */
    @Test
    void a_word_of_many_parts_takes_no_stack() {
        var parts = "a-".repeat(25_000) + "a";

        assertThat(SearchWords.of("T-2026-000123", "Subject", parts)).hasSizeLessThanOrEqualTo(SearchWords.MAX_WORDS);
        assertThat(SearchWords.query(parts).words()).hasSizeLessThan(100);
    }

    @TestFactory
    Stream<DynamicTest> singular_and_plural_find_each_other() throws IOException {
        var pairs = JsonMapper.shared()
                .readTree(new ClassPathResource("cases/search/search-01-plural-of-ao.json").getContentAsString(UTF_8))
                .get("pairs");
        return pairs.valueStream().map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> {
            var singular = pair.get(0).asString();
            var plural = pair.get(1).asString();
            assertThat(finds(singular, plural)).isTrue();
            assertThat(finds(plural, singular)).isTrue();
        }));
    }

    @ParameterizedTest
    @CsvSource({"manutencoes,Janela de manutenção", "versao,Duas versões", "MANUTENÇÃO,manutencoes", "e-mail,Alertas por email",
            "email,Alertas por e-mail", "e-mails,o e-mail não chega", "configurac\u0327a\u0303o,configuração",
            "conﬁguração,configurações", "ＢＡＣＫＵＰ,backup", "imagens,imagem", "paineis,Painel", "coletor,Os coletores pararam",
            "perfis,perfil", "servidor web,O servidor-web", "servidor-web,web e servidor", "collectors,Collector stops",
            "10.20.30.40,host 10.20.30.40.", "10.20.30.*,host 10.20.30.40", "9.22,na 9.22", "colet*,O coletor",
            "opmon,no opmon-9", "T-2026-000123,x", "t-2026-000123,x", "000123,x", "123,x", "backup de dados,Backup dos dados",
            "C++ backup,backup em C++", "\"backup,backup", "T-2026-00*,x"})
    void words_find_a_text(String query, String text) {
        assertThat(finds(query, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1045,erro 1046", "10.20.30.4,host 10.20.30.40", "9.2,na 9.22", "-,backup", "*,backup", ".*,backup", "~,backup",
            "versão,versículo", "backup restaurar,backup", "T-2026-000124,x", "000,x", "2026,x"})
    void other_words_do_not_find_it(String query, String text) {
        assertThat(finds(query, text)).isFalse();
    }

    @Test
    void words_are_limited_and_begin_with_number_and_subject() {
        var description = String.join(" ", IntStream.range(0, 1_000).mapToObj(n -> "palavra" + n).toList());

        assertThat(SearchWords.of("T-2026-1000000", "Coletor parado", description + "x".repeat(20_000)))
                .hasSize(SearchWords.MAX_WORDS).startsWith("t-2026-1000000", "1000000", "coletor", "parad");
        assertThat(SearchWords.query("backup ".repeat(200)).words()).containsExactly("backup");
        assertThat(SearchWords.query(description).words()).hasSize(20);
    }
}
