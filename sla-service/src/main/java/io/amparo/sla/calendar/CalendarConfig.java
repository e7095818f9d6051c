package io.amparo.sla.calendar;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CalendarConfig {

    @Bean
    Calendars calendars(Outbox outbox) {
        return new Calendars(outbox);
    }
}
