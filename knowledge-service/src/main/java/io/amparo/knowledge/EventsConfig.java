package io.amparo.knowledge;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.store.EventWriter;
import java.util.Arrays;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Where the platform, which knows no event, meets the contracts, which know no platform. */
@Configuration
class EventsConfig {

    @Bean
    EventCodec eventCodec(ServiceProperties service) {
        return new EventCodec(service.name(), service.topicPrefix());
    }

    @Bean
    EventWriter eventWriter(EventCodec codec) {
        return codec::write;
    }

    @Bean
    KafkaAdmin.NewTopics topics(ServiceProperties service) {
        return new KafkaAdmin.NewTopics(Arrays.stream(Topic.values())
                .map(topic -> service.topic(topic.topicName(), topic.compacted())).toArray(NewTopic[]::new));
    }
}
