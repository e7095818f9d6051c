package io.amparo.ticket.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "語", "😀"})
    void the_head_is_cut_at_a_code_point_boundary(String character) {
        for (int offset = 0; offset < 4; offset++) {
            var text = "a".repeat(offset) + character.repeat(20_000);

            var body = MessageBody.of(text);

            int headBytes = body.head().getBytes(UTF_8).length;
            assertThat(headBytes).isGreaterThan(MessageBody.MAX_HEAD_BYTES - 4).isLessThanOrEqualTo(MessageBody.MAX_HEAD_BYTES);
            assertThat(body.rest()).startsWith(character);
            assertThat(body.text()).isEqualTo(text);
        }
    }

    @Test
    void a_text_of_exactly_16_kb_is_not_truncated() {
        assertThat(MessageBody.of("a".repeat(16_000)).isTruncated()).isFalse();
        assertThat(MessageBody.of("a".repeat(16_001)).isTruncated()).isTrue();
        assertThat(MessageBody.of("").head()).isEmpty();
    }
}
