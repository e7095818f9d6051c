package io.amparo.knowledge.forum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {
    private static final String LIA = "5d2b1c9e-7a31-4b7e-a6f0-3f0c9a528d14";
    private static final Map<String, String> AUTHORS = Map.of("lia.ops", LIA);

    private static String store(String text) {
        return Mentions.store(text, name -> Optional.ofNullable(AUTHORS.get(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"@lia.ops veja | @nova veja", "Obrigado, @lia.ops. | Obrigado, @nova.",
            "(@lia.ops) | (@nova)", "a@lia.ops | a@lia.ops", "@outra | @outra", "@@lia.ops | @@lia.ops", "@lia.ops2 | @lia.ops2"})
    void mention_shows_the_current_name_and_other_text_stays(String written, String shown) {
        assertThat(Mentions.show(store(written), _ -> "nova")).isEqualTo(shown);
    }

    @Test
    void text_cannot_contain_a_stored_mention_of_its_own() {
        var forged = Mentions.stored(LIA);

        assertThat(Mentions.authors(store(forged))).isEmpty();
        assertThat(Mentions.authors(store("@lia.ops e @lia.ops"))).containsExactly(LIA);
    }

    @Test
    void at_most_ten_names_are_looked_up() {
        var text = IntStream.range(0, 50).mapToObj(n -> "@nome" + n).collect(Collectors.joining(" "));
        var looked = new ArrayList<String>();

        assertThat(Mentions.store(text, name -> {
            looked.add(name);
            return Optional.empty();
        })).isEqualTo(text);
        assertThat(looked).hasSize(Mentions.MAX);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Valeu LIA! | Valeu X!", "@lia disse | X disse", "Julia e lia. | Julia e X.",
            "lia2 | lia2"})
    void erased_name_is_replaced_where_it_is_a_word(String text, String expected) {
        assertThat(Mentions.replaceName(text, "Lia", "X")).isEqualTo(expected);
    }

    @Test
    void erased_name_that_looks_like_a_part_of_an_id_leaves_the_mention() {
        assertThat(Mentions.replaceName(store("@lia.ops e 7a31"), "7a31", "X")).isEqualTo(Mentions.stored(LIA) + " e X");
    }
}
