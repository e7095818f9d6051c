package io.amparo.sla.calendar;

import io.amparo.platform.store.Outbox;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CalendarConfig {

    @Bean
    Tzdata tzdata() {
        return Tzdata.ofThisJvm();
    }

    @Bean
    ZoneTables zoneTables(Outbox outbox, Tzdata tzdata) {
        return new ZoneTables(outbox, tzdata);
    }

    @Bean
    Calendars calendars(Outbox outbox, ZoneTables zones) {
        return new Calendars(outbox, zones);
    }

    /** Stores the zone tables at startup, because a new JVM may bring new time zone data. */
    @Bean
    ApplicationRunner storeCalendarZones(Calendars calendars) {
        return _ -> calendars.storeZoneTables();
    }
}
