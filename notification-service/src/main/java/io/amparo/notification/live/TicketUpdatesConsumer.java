package io.amparo.notification.live;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEngineEvent.SlaWatermark;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.AttachmentAdded;
import io.amparo.events.ticket.TicketEvent.BugDisqualified;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.events.ticket.TicketEvent.InteractionRecorded;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.OwnerChanged;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.live.LiveUpdate.Kind;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.stream.EventStream;
import io.amparo.platform.stream.Watermarks;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.tickets and amparo.sla on every instance, for its live readers and for the watch over the SLA engine. */
@ReadsEvents
@Configuration
class TicketUpdatesConsumer {

    /**
     * Has no consumer group: every instance receives every event. An event is decoded at once, because its update is much smaller
     * than its text. The consumers that send the mails park unreadable events.
     */
    @Bean
    Consumer<Message<Object>> tailTicketUpdates(EventCodec codec, EventStream<LiveUpdate> stream, Watermarks watermarks) {
        return Batch.forEach(record -> {
            var update = update(codec, record, watermarks);
            if (update.isPresent()) stream.publish(() -> update);
        });
    }

    private static Optional<LiveUpdate> update(EventCodec codec, ReceivedRecord record, Watermarks watermarks) {
        try {
            return update(codec.read(record.headers(), record.body()), watermarks);
        } catch (RuntimeException parkedByOtherConsumers) { // an event that lacks fields fails in many ways
            return Optional.empty();
        }
    }

    private static Optional<LiveUpdate> update(Event event, Watermarks watermarks) {
        return switch (event.data()) {
            case SlaWatermark watermark -> {
                watermarks.add(watermark.partition(), watermark.allEdgesOutUntil());
                yield Optional.empty();
            }
            case TicketEvent ticket -> Optional.ofNullable(kind(ticket))
                    .map(kind -> update(event, kind, ticket.ticketId(), ticket.number(), ticket.customerId()));
            // The ledger alone: an event of each clock that it moves follows.
            case SlaTermsChanged _ -> Optional.empty();
            case SlaEvent sla -> Optional.of(update(event, Kind.CLOCKS_CHANGED, sla.ticketId(), sla.number(), sla.customerId()));
            case null, default -> Optional.empty();
        };
    }

    /** Returns null for an event that changes nothing that the customer sees, above all an internal note or file (R1.4). */
    private static @Nullable Kind kind(TicketEvent event) {
        return switch (event) {
            case TicketReceived _ -> Kind.TICKET_RECEIVED;
            case TicketOpened _ -> Kind.TICKET_OPENED;
            case TicketRefused _ -> Kind.TICKET_REFUSED;
            case StatusChanged _ -> Kind.STATUS_CHANGED;
            case PriorityChanged _ -> Kind.PRIORITY_CHANGED;
            case KindChanged _ -> Kind.KIND_CHANGED;
            case PublicReplySent _,CustomerReplied _ -> Kind.REPLY_SENT;
            case OwnerChanged _ -> Kind.OWNER_CHANGED;
            case InteractionRecorded _ -> Kind.INTERACTION_RECORDED;
            case AttachmentAdded added -> added.internal() ? null : Kind.ATTACHMENT_ADDED;
            case TicketEscalated _ -> Kind.TICKET_ESCALATED;
            case TicketSplit _ -> Kind.TICKET_SPLIT;
            case ExclusionAppealed _ -> Kind.EXCLUSION_APPEALED;
            case AppealDecided _ -> Kind.APPEAL_DECIDED;
            case BugQualified _,BugDisqualified _ -> Kind.BUG_CHANGED;
            case FixDelivered _ -> Kind.FIX_DELIVERED;
            default -> null;
        };
    }

    private static LiveUpdate update(Event event, Kind kind, String ticketId, String number, String customerId) {
        var about = RelatedResource.ticket(ticketId, number);
        return new LiveUpdate(event.id(), kind, customerId, null, about, about.path(), event.time());
    }
}
