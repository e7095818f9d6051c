package io.amparo.testkit.architecture.broken;

import io.cloudevents.core.builder.CloudEventBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Breaks rules 6a and 6b: sends without the outbox, and builds CloudEvents. */
class SendsToKafka {
    void send(KafkaProducer<String, byte[]> producer) {
        producer.send(new ProducerRecord<>("topic",
                CloudEventBuilder.v1().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
