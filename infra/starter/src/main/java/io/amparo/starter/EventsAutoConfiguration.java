package io.amparo.starter;

import io.amparo.events.EventCodec;
import io.amparo.events.PersonalData;
import io.amparo.events.Topic;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.consume.PayloadMask;
import io.amparo.platform.store.EventWriter;
import io.amparo.platform.store.TraceContext;
import java.util.Arrays;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Connects the platform and the event contracts, which do not depend on each other: the codec, the handlers of topics, the
 * outbox's writer, the topics.
 */
@AutoConfiguration(beforeName = "io.amparo.platform.store.StoreConfig")
class EventsAutoConfiguration {

    @Bean
    EventCodec eventCodec(ServiceProperties service) {
        return new EventCodec(service.name(), service.topicPrefix(), service.eventSchemas());
    }

    @Bean
    EventWriter eventWriter(EventCodec codec) {
        return codec::write;
    }

    @Bean
    EventHandlers eventHandlers(EventCodec codec, TraceContext trace) {
        return new EventHandlers(codec, trace);
    }

    @Bean
    PayloadMask payloadMask() {
        return PersonalData::mask;
    }

    @Bean
    KafkaAdmin.NewTopics topics(ServiceProperties service) {
        return new KafkaAdmin.NewTopics(Arrays.stream(Topic.values())
                .map(topic -> service.topic(topic.topicName(), topic.compacted())).toArray(NewTopic[]::new));
    }
}
