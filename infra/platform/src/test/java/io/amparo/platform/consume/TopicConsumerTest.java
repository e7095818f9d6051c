package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class TopicConsumerTest {
    private static final String TICKETS = "tickets";
    private static final String SLA = "sla";

    private final List<String> calls = new ArrayList<>();
    private final TopicConsumer consumer = new TopicConsumer(List.of(new Recorder(TICKETS), new Recorder(SLA)));

    /** Fails if one of the records is bad or comes too early. */
    private final class Recorder implements TopicHandler {
        private final String topic;

        Recorder(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public void handle(List<ReceivedRecord> records) {
            var bodies = records.stream().map(record -> new String(record.body(), UTF_8)).toList();
            calls.add(topic + bodies);
            if (bodies.contains("bad")) throw new IllegalArgumentException("no event");
            if (bodies.contains("deep")) throw new StackOverflowError();
            if (bodies.contains("early")) throw new ConcurrentModificationException("store");
        }
    }

    /** @param records each {@code topic:body} */
    private static Message<Object> poll(String... records) {
        var topics = Stream.of(records).map(record -> record.split(":")[0]).toList();
        var bodies = Stream.of(records).map(record -> record.split(":", 2)[1]).map(body -> body.getBytes(UTF_8)).toList();
        return MessageBuilder.withPayload((Object) bodies).setHeader(KafkaHeaders.RECEIVED_TOPIC, topics)
                .setHeader(KafkaHeaders.NATIVE_HEADERS, topics.stream().<Headers>map(_ -> new RecordHeaders()).toList())
                .setHeader(KafkaHeaders.RECEIVED_PARTITION, topics.stream().map(_ -> 0).toList())
                .setHeader(KafkaHeaders.OFFSET, IntStream.range(0, records.length).mapToObj(n -> 10L + n).toList()).build();
    }

    private Optional<ConsumerRecord<?, ?>> failedRecordOf(Message<Object> poll) {
        try {
            consumer.accept(poll);
            return Optional.empty();
        } catch (BatchListenerFailedException e) {
            return Optional.of(e.getRecord());
        }
    }

    @Test
    void a_record_that_overflows_the_stack_fails_alone_and_stops_no_consumer() {
        assertThat(failedRecordOf(poll("tickets:a", "tickets:deep", "sla:b")))
                .hasValueSatisfying(failed -> assertThat(failed.offset()).isEqualTo(11));
    }

    @Test
    void records_of_a_poll_are_handled_together_by_topic() {
        consumer.accept(poll("tickets:a", "sla:b", "tickets:c"));

        assertThat(calls).containsExactly("tickets[a, c]", "sla[b]");
    }

    @Test
    void all_records_before_the_failed_one_are_handled_also_those_of_other_topics() {
        assertThat(failedRecordOf(poll("tickets:a", "sla:b", "tickets:bad", "sla:c")))
                .hasValueSatisfying(record -> assertThat(record.topic() + record.offset()).isEqualTo("tickets12"));

        assertThat(calls).containsExactly("tickets[a, bad]", "tickets[a]", "sla[b]", "tickets[bad]");
    }

    @Test
    void failure_that_passes_names_the_first_record_so_that_the_whole_poll_returns() {
        assertThat(failedRecordOf(poll("tickets:a", "sla:early")))
                .hasValueSatisfying(record -> assertThat(record.offset()).isEqualTo(10));

        assertThat(calls).as("is not handled one by one").containsExactly("tickets[a]", "sla[early]");
    }

    @Test
    void failed_single_record_is_handled_once() {
        assertThat(failedRecordOf(poll("sla:bad"))).isPresent();

        assertThat(calls).containsExactly("sla[bad]");
    }

    @Test
    void dead_letter_goes_to_the_handler_of_its_topic() {
        consumer.replay(SLA, new ConsumerRecord<>("sla.dlt", 0, 0, new byte[0], "parked".getBytes(UTF_8)));

        assertThat(calls).containsExactly("sla[parked]");
    }

    @Test
    void topic_with_two_handlers_or_with_none_is_an_error() {
        assertThatIllegalStateException().isThrownBy(() -> new TopicConsumer(List.of(new Recorder(SLA), new Recorder(SLA))));
        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> consumer.accept(poll("other:a")))
                .withRootCauseInstanceOf(IllegalStateException.class);
    }
}
