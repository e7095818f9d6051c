package io.amparo.sla.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventVocabularyTest {
    @Test
    void values_in_the_event_contract_are_those_of_this_service() {
        assertThat(texts(Vocabulary.Metric.values())).containsExactlyInAnyOrder(texts(Metric.values()));
        assertThat(texts(Vocabulary.ClockState.values())).containsExactlyInAnyOrder(texts(ClockState.values()));
        assertThat(texts(Vocabulary.Reopening.values())).containsExactlyInAnyOrder(texts(SlaPlan.Reopening.values()));
    }

    private static String[] texts(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::toString).toArray(String[]::new);
    }
}
