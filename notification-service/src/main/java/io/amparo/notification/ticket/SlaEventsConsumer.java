package io.amparo.notification.ticket;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.notification.ticket.PendingSlaDefinition.Definition;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.notification.ticket.PendingSlaDefinition.Targets;
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
    Consumer<Message<byte[]>> onSlaEvents(EventCodec codec, Audience audience, RequestDelivery requestDelivery,
            SendPendingDefinition sendPendingDefinition) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            switch (event.data()) {
                case SlaAssigned assigned -> sendPendingDefinition.handle(assigned.ticketId(), event.cause(),
                        pending -> pending.with(definition(event, assigned, audience)));
                case SlaWarned warned -> notifyStaff(event, warned, warned.to(),
                        mailModel("sla-warning", warned, warned.metric(), audience).with("subject", warned.subject())
                                .with("priority", warned.priority()).with("plan", warned.plan()).with("percent", warned.percent())
                                .with("dueAt", warned.breachAt()).with("warnedAt", warned.dueAt()),
                        audience, requestDelivery);
                case SlaBreached breached -> notifyStaff(event, breached, breached.to(),
                        mailModel("sla-breach", breached, breached.metric(), audience).with("subject", breached.subject())
                                .with("priority", breached.priority()).with("plan", breached.plan())
                                .with("dueAt", breached.dueAt()),
                        audience, requestDelivery);
                case null, default -> { /* other SLA events send no mail */ }
            }
        };
    }

    private static MailModel mailModel(String template, SlaEvent sla, String metric, Audience audience) {
        return MailModel.of(template).with("number", sla.number()).with("metric", new LocalizedCode("metric", metric))
                .with("customer", audience.nameOf(sla.customerId()).orElse(sla.customerId()));
    }

    private static void notifyStaff(Event event, SlaEvent sla, @Nullable List<String> escalationRoles, MailModel model,
            Audience audience, RequestDelivery requestDelivery) {
        var about = RelatedResource.ticket(sla.ticketId(), sla.number());
        for (var person : audience.slaStaff(escalationRoles))
            requestDelivery.handle(new Command(event.cause(), event.time(), person, about, null, model));
    }

    private static Definition definition(Event event, SlaAssigned assigned, Audience audience) {
        return new Definition(event.cause(), event.time(), assigned.number(), assigned.priority(),
                new Targets(assigned.plan(), assigned.planVersion(), assigned.calendar(), audience.zone(assigned.zone()).getId(),
                        assigned.clocks().stream()
                                .map(clock -> new Promise(clock.metric(), Duration.parse(clock.budget()), clock.dueAt()))
                                .toList()));
    }
}
