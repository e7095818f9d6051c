package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTopicsTest {
    @Test
    void only_exception_headers_are_truncated_and_without_addresses() {
        var headers = new RecordHeaders();
        var largeValue = "x".repeat(100_000).getBytes(UTF_8);
        headers.add("ce_subject", largeValue).add("kafka_dlt-exception-stacktrace", largeValue).add("kafka_dlt-exception-message",
                "short: ann@acme.example".getBytes(UTF_8));

        DeadLetterTopics.limitExceptionHeaders(headers);

        assertThat(headers.lastHeader("ce_subject").value()).isEqualTo(largeValue);
        assertThat(headers.headers("kafka_dlt-exception-stacktrace")).singleElement()
                .satisfies(header -> assertThat(header.value()).hasSize(4_096));
        assertThat(headers.lastHeader("kafka_dlt-exception-message").value()).isEqualTo("short: [e-mail]".getBytes(UTF_8));
    }

    @Test
    void a_reason_has_no_value_that_its_message_quotes() {
        var failure = new IllegalArgumentException("Cannot deserialize from String \"ANNA\": chain: Opened[\"priority\"]");

        assertThat(DeadLetterTopics.reason(failure)).isEqualTo(
                "java.lang.IllegalArgumentException: Cannot deserialize from String \"(4 characters)\": chain: Opened[\"priority\"]");
    }
}
