package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary;
import io.amparo.knowledge.search.Audience;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventVocabularyTest {
    @Test
    void values_in_the_event_contract_are_those_of_this_service() {
        assertThat(texts(Vocabulary.ArticleKind.values())).containsExactlyInAnyOrder(texts(ArticleKind.values()));
        assertThat(texts(Vocabulary.ArticleAudience.values())).containsExactlyInAnyOrder(texts(Audience.values()));
    }

    private static String[] texts(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::toString).toArray(String[]::new);
    }
}
