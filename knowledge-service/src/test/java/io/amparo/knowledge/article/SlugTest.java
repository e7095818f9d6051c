package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Configuração do Servidor | configuracao-do-servidor",
            "OpMon 9.2: novidades! | opmon-9-2-novidades", "¿Cómo guardar? | como-guardar", "-- já -- | ja", "🙂 | article",
            "ＯｐＭｏｎ ﬁm | opmon-fim", "Export | export-article"})
    void slug_is_derived_from_the_title(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug);
    }

    @Test
    void slug_has_at_most_80_characters_and_ends_with_a_word() {
        assertThat(Slug.of("abcdefghi ".repeat(30))).hasSizeLessThanOrEqualTo(80).matches("[a-z](-?[a-z])*");
    }
}
