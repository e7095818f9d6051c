package io.amparo.notification.ticket;

import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.AnnouncedRung;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.sla.SlaEvent;
import io.amparo.notification.alert.ApplySlaFacts;
import io.amparo.notification.alert.SlaFactMapper;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.forwarding.EventForwarding;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.roster.OnDuty;
import io.amparo.notification.template.MailModel;
import io.amparo.notification.ticket.PendingSlaDefinition.Definition;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.notification.ticket.PendingSlaDefinition.Targets;
import io.amparo.notification.ticket.SlaEscalation.Rung;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.TraceContext;
import io.amparo.starter.EventHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.sla. The delivery id is derived from the event, so a duplicate event sends no second mail. An event that
 * another one announces, or that the mail of its group of alerts covers, sends no mail.
 */
@ReadsEvents
@Configuration
class SlaEventsConsumer {
    /** Percentage of the rung that is the breach. */
    private static final int BREACH = 100;

    @Bean
    TopicHandler onSlaEvents(EventHandlers handlers, EventForwarding forwarding, TraceContext trace, Audience audience,
            OnDuty onDuty, Notify notifier, SendPendingDefinition sendPendingDefinition, ApplySlaFacts alerts) {
        return forwarding.after(handlers.together(Topic.SLA, events -> {
            var covered = alerts.handle(events.stream().flatMap(event -> SlaFactMapper.of(event).stream()).toList());
            events.forEach(event -> trace.within(event.traceparent(), () -> {
                var origin = trace.origin(event.cause(), event.correlation(), event.traceparent());
                var hasOwnMail = !covered.contains(event.cause());
                switch (event.data()) {
                    case SlaAssigned assigned when !Boolean.TRUE.equals(assigned.promised()) ->
                        sendPendingDefinition.handle(assigned.ticketId(), event.cause(),
                                pending -> pending.with(definition(origin, event.time(), assigned, audience)));
                    case SlaEvent slaEvent -> escalation(slaEvent, audience)
                            .ifPresent(escalation -> mails(origin, event.time(), slaEvent, escalation, onDuty)
                                    .forEach(hasOwnMail ? notifier::handle : notifier::handleWithoutMail));
                    case null, default -> { /* an event type that this build does not know */ }
                }
            }));
        }));
    }

    /** Returns the rungs that an event announces to staff; empty for other events, and if another event announces it. */
    private static Optional<SlaEscalation> escalation(SlaEvent event, Audience audience) {
        return switch (event) {
            case SlaWarned it when it.announcedIn() == null ->
                Optional.of(escalation(ticketFacts(it, it.subject(), it.plan(), audience).with("priority", it.priority()),
                        new Rung(it.metric(), it.percent(), false, it.dueAt(), it.warnAt(), it.recipients()), it.announces()));
            case SlaBreached it when it.announcedIn() == null ->
                Optional.of(escalation(ticketFacts(it, it.subject(), it.plan(), audience).with("priority", it.priority()),
                        new Rung(it.metric(), BREACH, false, it.dueAt(), null, it.recipients()), it.announces()));
            case SlaRescheduled it when it.announcedIn() == null && it.withdrawn().contains(BREACH) ->
                Optional.of(escalation(ticketFacts(it, it.subject(), it.plan(), audience),
                        new Rung(it.metric(), BREACH, true, it.to(), null, it.withdrawnRecipients()), it.announces()));
            default -> Optional.empty();
        };
    }

    private static MailModel ticketFacts(SlaEvent sla, String subject, String plan, Audience audience) {
        return MailModel.of("sla").with("number", sla.number()).with("subject", subject).with("plan", plan).with("customer",
                audience.nameOf(sla.customerId()).orElse(sla.customerId()));
    }

    private static SlaEscalation escalation(MailModel ticket, Rung own, @Nullable List<AnnouncedRung> others) {
        var rungs = new ArrayList<>(List.of(own));
        if (others != null)
            for (var it : others)
                rungs.add(new Rung(it.metric(), it.percent(), it.withdrawn(), it.dueAt(), null, it.recipients()));
        return new SlaEscalation(ticket.facts(), rungs);
    }

    private static List<Command> mails(EventOrigin origin, Instant at, SlaEvent sla, SlaEscalation escalation, OnDuty onDuty) {
        var about = RelatedResource.ticket(sla.ticketId(), sla.number());
        return escalation.mails(onDuty::staff).entrySet().stream()
                .map(mail -> new Command(origin, at, mail.getKey(), about, null, mail.getValue())).toList();
    }

    private static Definition definition(EventOrigin origin, Instant at, SlaAssigned assigned, Audience audience) {
        return new Definition(origin, at, assigned.number(), assigned.priority(), new Targets(assigned.plan(),
                assigned.planVersion(), assigned.calendar(), audience.zone(assigned.zone()).getId(),
                assigned.clocks().stream()
                        .map(clock -> new Promise(clock.metric(), Duration.parse(clock.budget()), clock.dueAt())).toList(),
                TicketEventsConsumer.pauses(assigned.pauseRules())));
    }
}
