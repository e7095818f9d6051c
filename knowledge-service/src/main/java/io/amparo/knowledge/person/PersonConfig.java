package io.amparo.knowledge.person;

import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(WritingLimits.class)
class PersonConfig {

    @Bean
    Participants participants(Outbox outbox) {
        return new Participants(outbox);
    }

    @Bean
    Pseudonyms pseudonyms(Outbox outbox) {
        return new Pseudonyms(outbox);
    }

    @Bean
    Participation participation(Participants participants, Pseudonyms pseudonyms, WritingLimits limits, Clock clock) {
        return new Participation(participants, pseudonyms, limits, clock);
    }

    @Bean
    ChoosePseudonym choosePseudonym(Participants participants, Participation participation, Pseudonyms pseudonyms) {
        return new ChoosePseudonym(participants, participation, pseudonyms);
    }
}
