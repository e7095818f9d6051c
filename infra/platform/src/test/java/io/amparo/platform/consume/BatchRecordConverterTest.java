package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchRecordConverterTest {
    private static ConsumerRecord<byte[], byte[]> record(int offset, String body) {
        return new ConsumerRecord<>("states", 0, offset, null, body == null ? null : body.getBytes(UTF_8));
    }

    @Test
    void record_without_a_value_has_an_empty_body_beside_the_others() {
        var message = new BatchRecordConverter().toMessage(List.of(record(0, "one"), record(1, null), record(2, "two")), null,
                null, byte[].class);

        assertThat(((List<?>) message.getPayload()).stream().flatMap(body -> Stream.of(new String((byte[]) body, UTF_8))))
                .containsExactly("one", "", "two");
    }
}
