package io.amparo.notification.ticket;

import io.amparo.events.PauseRule;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.CustomerReminded;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.forwarding.EventForwarding;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.notification.ticket.PendingSlaDefinition.Opened;
import io.amparo.notification.ticket.PendingSlaDefinition.Pause;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.notification.ticket.PendingSlaDefinition.Targets;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.TraceContext;
import io.amparo.starter.EventHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.tickets. The delivery id is derived from the event, so a duplicate event sends no second mail. Events not
 * handled here, above all internal notes (R1.4), send no mail.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {
    private static final List<String> MANAGERS = List.of("manager");
    private static final Set<String> KINDS_WITHOUT_CLOCKS = Set.of("SERVICE_REQUEST", "CONSULTANCY");

    @Bean
    TopicHandler onTicketEvents(EventHandlers handlers, EventForwarding forwarding, TraceContext trace, Audience audience,
            Notify notifier, SendPendingDefinition sendPendingDefinition) {
        return forwarding.after(handlers.each(Topic.TICKETS, event -> {
            var origin = trace.origin(event.cause(), event.correlation(), event.traceparent());
            switch (event.data()) {
                case TicketOpened opened -> {
                    var contact = contact(audience, opened, opened.contact());
                    notifier.handle(command(origin, event.time(), opened, contact, receipt(opened)));
                    if (opened.sla() == null)
                        sendPendingDefinition.handle(opened.ticketId(), event.cause(),
                                pending -> pending.with(new Opened(contact, opened.subject())));
                }
                case TicketReceived received ->
                    notifier.handle(command(origin, event.time(), received, contact(audience, received, received.contact()),
                            mailModel("received", received, received.subject()).with("product", received.product())
                                    .with("version", received.version()).with("receivedAt", received.receivedAt())));
                case TicketRefused refused ->
                    notifier.handle(command(origin, event.time(), refused, contact(audience, refused, refused.contact()),
                            mailModel("refused", refused, refused.subject())
                                    .with("reason", new LocalizedCode("reason", refused.reason()))
                                    .with("refusedAt", refused.refusedAt())));
                case PublicReplySent reply ->
                    notifier.handle(command(origin, event.time(), reply, contact(audience, reply, reply.contact()),
                            mailModel("reply", reply, reply.subject()).with("agent", reply.agent().name())
                                    .with("body", reply.body()).with("sentAt", reply.sentAt())
                                    .with("wholeBody", reply.wholeBody())));
                case CustomerReminded reminded -> notifier.handle(command(origin, event.time(), reminded,
                        contact(audience, reminded, reminded.contact()), mailModel("reminder", reminded, reminded.subject())
                                .with("closeAt", reminded.autoCloseAt()).with("questions", questions(reminded.questions()))));
                case TicketDeclined declined ->
                    notifier.handle(command(origin, event.time(), declined, contact(audience, declined, declined.contact()),
                            mailModel("declined", declined, declined.subject()).with("reason", declined.reason())
                                    .with("clause", declined.clause()).with("declinedAt", declined.declinedAt())));
                case AppealDecided decided ->
                    notifier.handle(command(origin, event.time(), decided, contact(audience, decided, decided.contact()),
                            mailModel("appeal", decided, decided.subject()).with("reason", decided.reason())
                                    .with("outcome", new LocalizedCode("appeal", decided.accepted() ? "ACCEPTED" : "REJECTED"))
                                    .with("decidedAt", decided.decidedAt())));
                case FixDelivered fix when fix.contact() != null && fix.subject() != null -> notifier.handle(command(origin,
                        event.time(), fix, contact(audience, fix, fix.contact()),
                        mailModel("fix-delivered", fix, fix.subject()).with("bug", fix.bug()).with("release", fix.release())));
                case TicketEscalated escalated -> managerMails(audience, origin, event.time(), escalated,
                        mailModel("escalation", escalated, escalated.subject()).with("contact", escalated.contact().name())
                                .with("reason", escalated.reason()).with("escalatedAt", escalated.escalatedAt()))
                        .forEach(notifier::handle);
                case ExclusionAppealed appealed -> managerMails(audience, origin, event.time(), appealed,
                        mailModel("appealed", appealed, appealed.subject()).with("contact", appealed.contact().name())
                                .with("reason", appealed.reason()).with("exclusion", appealed.exclusion())
                                .with("appealedAt", appealed.appealedAt()))
                        .forEach(notifier::handle);
                case null, default -> { /* other ticket events send no mail */ }
            }
        }));
    }

    private static List<Map<String, String>> questions(List<String> asked) {
        return asked.stream().map(question -> Map.of("question", question)).toList();
    }

    private static Recipient contact(Audience audience, TicketEvent ticket, Person person) {
        return audience.contact(ticket.customerId(), person.id(), person.name(), person.language());
    }

    private static Command command(EventOrigin origin, Instant at, TicketEvent ticket, Recipient contact, MailModel model) {
        return new Command(origin, at, contact, RelatedResource.ticket(ticket.ticketId(), ticket.number()), null, model);
    }

    /** Returns a mail to each manager of the vendor. */
    private static List<Command> managerMails(Audience audience, EventOrigin origin, Instant at, TicketEvent ticket,
            MailModel model) {
        var named = model.with("customer", audience.nameOf(ticket.customerId()).orElse(ticket.customerId()));
        return audience.slaStaff(MANAGERS).stream().map(manager -> command(origin, at, ticket, manager, named)).toList();
    }

    private static MailModel mailModel(String template, TicketEvent ticket, String subject) {
        return MailModel.of(template).with("number", ticket.number()).with("subject", subject);
    }

    /** Includes the SLA definition if the event has one, with the same due times as the response of the ticket API (R1.3). */
    private static MailModel receipt(TicketOpened opened) {
        var model = mailModel("receipt", opened, opened.subject()).with("kind", new LocalizedCode("kind", opened.kind()))
                .with("priority", opened.priority()).with("product", opened.product()).with("version", opened.version())
                .with("openedAt", opened.openedAt());
        var definition = opened.sla() == null ? model : targets(opened.sla()).addTo(model);
        var noClocks = noClocks(opened);
        return noClocks == null ? definition : definition.with("noClocks", new LocalizedCode("noClocks", noClocks));
    }

    /** Returns why no SLA clock runs (R5.6), as the ticket API; null if clocks run or will be assigned. */
    private static @Nullable String noClocks(TicketOpened opened) {
        if (KINDS_WITHOUT_CLOCKS.contains(opened.kind())) return "KIND_WITHOUT_CLOCKS";
        return opened.sla() != null && opened.sla().promises().isEmpty() ? "NO_TARGETS" : null;
    }

    static @Nullable List<Pause> pauses(@Nullable List<PauseRule> rules) {
        return rules == null
                ? null
                : rules.stream().map(rule -> new Pause(rule.status(), rule.metrics(),
                        rule.longestPause() == null ? null : Duration.parse(rule.longestPause()))).toList();
    }

    private static Targets targets(SlaDefinition sla) {
        return new Targets(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), sla.promises().stream()
                .map(promise -> new Promise(promise.metric(), Duration.parse(promise.budget()), promise.dueAt())).toList(),
                pauses(sla.pauseRules()));
    }
}
