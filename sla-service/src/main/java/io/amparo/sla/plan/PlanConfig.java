package io.amparo.sla.plan;

import io.amparo.events.EventCodec;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.platform.store.Outbox;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTables;
import java.io.IOException;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

@Configuration
class PlanConfig {

    @Bean
    SlaPlans slaPlans(Outbox outbox) {
        return new SlaPlans(outbox);
    }

    @Bean
    PublishedPolicies publishedPolicies(SlaPlans plans, Calendars calendars, ZoneTables zones, Tzdata tzdata) {
        return new PublishedPolicies(plans, calendars, zones, tzdata);
    }

    /** Publishes the demo policies at startup; existing versions are not changed. */
    @Bean
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoPolicies(SlaPlans plans, Calendars calendars, EventCodec codec) {
        return _ -> {
            for (var name : new String[]{"business-hours", "24x7"})
                calendars.publish(PublishedCalendar.of(codec.read(CalendarPublished.class, readDemoFile("calendar-" + name))),
                        "demo");
            for (var name : new String[]{"standard", "premium-24x7", "demo-seconds"})
                plans.publish(SlaPlan.of(codec.read(SlaPlanPublished.class, readDemoFile("plan-" + name))), "demo");
        };
    }

    private static byte[] readDemoFile(String name) throws IOException {
        try (var file = new ClassPathResource("demo/" + name + ".json").getInputStream()) {
            return file.readAllBytes();
        }
    }
}
