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
import org.junit.jupiter.params.provider.ValueSource;

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
    @CsvSource(delimiter = '|', value = {"Valeu @QUE! | Valeu X!", "(@que) e @que2 | (X) e @que2",
            "acho que sim, QUE | acho que sim, QUE", "a@que | a@que", "use `@que` ou @que | use `@que` ou X"})
    void erased_name_is_replaced_only_after_an_at_sign(String text, String expected) {
        assertThat(Mentions.replaceNames(text, "que"::equalsIgnoreCase, "X")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```java\n@lia.ops\n```", "~~~\n@lia.ops", "``@lia.ops``", "  ````\n```\n@lia.ops\n````"})
    void code_has_no_mentions(String code) {
        assertThat(store(code + "\n")).isEqualTo(code + "\n");
        assertThat(Mentions.replaceNames(code, "lia.ops"::equals, "X")).isEqualTo(code);
        assertThat(Mentions.authors(store("@lia.ops\n\n" + code + "\n\n"))).containsExactly(LIA);
    }

    @Test
    void erased_name_leaves_stored_mentions() {
        assertThat(Mentions.replaceNames(store("@lia.ops e @7a31"), "7a31"::equals, "X"))
                .isEqualTo(Mentions.stored(LIA) + " e X");
    }
}
