package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void what_a_letter_says_of_its_failure_is_cut_and_what_the_event_says_is_not() {
        var headers = new RecordHeaders();
        var much = "x".repeat(100_000).getBytes(UTF_8);
        headers.add("ce_subject", much).add("kafka_dlt-exception-stacktrace", much).add("kafka_dlt-exception-message",
                "short".getBytes(UTF_8));
        DeadLetters.cut(headers);
        assertThat(headers.lastHeader("ce_subject").value()).isEqualTo(much);
        assertThat(headers.headers("kafka_dlt-exception-stacktrace")).singleElement()
                .satisfies(cut -> assertThat(cut.value()).hasSize(4_096));
        assertThat(headers.lastHeader("kafka_dlt-exception-message").value()).isEqualTo("short".getBytes(UTF_8));
    }
}
