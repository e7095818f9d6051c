package io.amparo.notification.ticket;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.About;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Letter;
import io.amparo.notification.template.Word;
import io.amparo.notification.ticket.LateDefinition.Definition;
import io.amparo.notification.ticket.LateDefinition.Promise;
import io.amparo.platform.ReadsEvents;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.sla. The delivery id is derived from the event, so a duplicate event sends no second mail. */
@ReadsEvents
@Configuration
class SlaEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onSlaEvents(EventCodec codec, Audience audience, RequestDelivery deliveries,
            TellLateDefinition late) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            switch (event.data()) {
                case SlaAssigned assigned ->
                    late.handle(assigned.ticketId(), event.cause(), known -> known.with(definition(event, assigned, audience)));
                case SlaWarned warned -> tellStaff(event, warned, warned.to(),
                        letter("sla-warning", warned, warned.metric(), audience).with("subject", warned.subject())
                                .with("priority", warned.priority()).with("plan", warned.plan()).with("percent", warned.percent())
                                .with("dueAt", warned.breachAt()).with("warnedAt", warned.dueAt()),
                        audience, deliveries);
                case SlaBreached breached -> tellStaff(event, breached, breached.to(),
                        letter("sla-breach", breached, breached.metric(), audience).with("subject", breached.subject())
                                .with("priority", breached.priority()).with("plan", breached.plan())
                                .with("dueAt", breached.dueAt()),
                        audience, deliveries);
                case null, default -> { /* other SLA events send no mail */ }
            }
        };
    }

    private static Letter letter(String template, SlaEvent sla, String metric, Audience audience) {
        return Letter.of(template).with("number", sla.number()).with("metric", new Word("metric", metric)).with("customer",
                audience.nameOf(sla.customerId()).orElse(sla.customerId()));
    }

    private static void tellStaff(Event event, SlaEvent sla, @Nullable List<String> to, Letter letter, Audience audience,
            RequestDelivery deliveries) {
        var about = About.ticket(sla.ticketId(), sla.number());
        for (var person : audience.slaStaff(to))
            deliveries.handle(new Command(event.cause(), event.time(), person, about, null, letter));
    }

    private static Definition definition(Event event, SlaAssigned assigned, Audience audience) {
        return new Definition(event.cause(), event.time(), assigned.number(), assigned.priority(), assigned.plan(),
                assigned.planVersion(), assigned.calendar(), audience.zone(assigned.zone()), assigned.clocks().stream()
                        .map(clock -> new Promise(clock.metric(), Duration.parse(clock.budget()), clock.dueAt())).toList());
    }
}
