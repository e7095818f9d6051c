package io.amparo.notification.ticket;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.About;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Letter;
import io.amparo.notification.template.Word;
import io.amparo.notification.ticket.LateDefinition.Opened;
import io.amparo.notification.ticket.LateDefinition.Promise;
import io.amparo.platform.ReadsEvents;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes amparo.tickets. The delivery id is derived from the event, so a duplicate event sends no second mail. Events not
 * handled here, above all internal notes (R1.4), send no mail.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onTicketEvents(EventCodec codec, Audience audience, RequestDelivery deliveries,
            TellLateDefinition late) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            switch (event.data()) {
                case TicketOpened opened -> {
                    var contact = contact(audience, opened, opened.contact());
                    deliveries.handle(mail(event, opened, contact, receipt(opened)));
                    if (opened.sla() == null)
                        late.handle(opened.ticketId(), event.cause(), known -> known.with(new Opened(contact, opened.subject())));
                }
                case TicketReceived received ->
                    deliveries.handle(mail(event, received, contact(audience, received, received.contact()),
                            letter("received", received, received.subject()).with("product", received.product())
                                    .with("version", received.version()).with("receivedAt", received.receivedAt())));
                case TicketRefused refused -> deliveries.handle(mail(event, refused,
                        contact(audience, refused, refused.contact()), letter("refused", refused, refused.subject())
                                .with("reason", new Word("reason", refused.reason())).with("refusedAt", refused.refusedAt())));
                case PublicReplySent reply -> deliveries.handle(
                        mail(event, reply, contact(audience, reply, reply.contact()), letter("reply", reply, reply.subject())
                                .with("agent", reply.agent().name()).with("body", reply.body()).with("sentAt", reply.sentAt())));
                case null, default -> { /* other ticket events send no mail */ }
            }
        };
    }

    private static Recipient contact(Audience audience, TicketEvent ticket, Person person) {
        return audience.contact(ticket.customerId(), person.email(), person.name(), person.language());
    }

    private static Command mail(Event event, TicketEvent ticket, Recipient contact, Letter letter) {
        return new Command(event.cause(), event.time(), contact, About.ticket(ticket.ticketId(), ticket.number()), null, letter);
    }

    private static Letter letter(String template, TicketEvent ticket, String subject) {
        return Letter.of(template).with("number", ticket.number()).with("subject", subject);
    }

    /** Includes the SLA definition if the event has one, with the same due times as the response of the ticket API (R1.3). */
    private static Letter receipt(TicketOpened opened) {
        var letter = letter("receipt", opened, opened.subject()).with("kind", new Word("kind", opened.kind()))
                .with("priority", opened.priority()).with("product", opened.product()).with("version", opened.version())
                .with("openedAt", opened.openedAt());
        return opened.sla() == null ? letter : promised(letter, opened.sla());
    }

    private static Letter promised(Letter letter, SlaDefinition sla) {
        return letter.with("plan", sla.plan()).with("planVersion", sla.planVersion()).with("calendar", sla.calendar())
                .with("calendarZone", sla.zone())
                .with("promises", sla.promises().stream()
                        .map(promise -> new Promise(promise.metric(), Duration.parse(promise.budget()), promise.dueAt()).fact())
                        .toList());
    }
}
