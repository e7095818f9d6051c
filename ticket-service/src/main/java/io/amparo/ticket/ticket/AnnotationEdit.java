package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Annotations.ExternalRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of what is attached to a ticket, in every status. It is no entry of the timeline, which an integration would fill. */
sealed interface AnnotationEdit extends TicketEdit {

    Annotations changed(Annotations annotations);

    @Override
    default @Nullable String refusal(Ticket ticket, boolean byVendor) {
        return null;
    }

    @Override
    default Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
        var annotations = changed(ticket.handling().annotations());
        if (annotations.equals(ticket.handling().annotations())) return ticket.unchanged();
        var annotated = ticket.with(ticket.handling().withAnnotations(annotations));
        return new Change<>(annotated, List.of(annotations.event(annotated, by.person().id(), now)), ticket.unchanged().dueAt());
    }

    /** @param externalRefs all that the ticket has from now on */
    record SetExternalRefs(List<ExternalRef> externalRefs) implements AnnotationEdit {
        @Override
        public String code() {
            return "externalRefs";
        }

        @Override
        public Annotations changed(Annotations annotations) {
            return annotations.withExternalRefs(externalRefs);
        }
    }

    /** @param fields values of all fields that the policy defines for the kind */
    record SetFields(Map<String, String> fields) implements AnnotationEdit {
        @Override
        public String code() {
            return "fields";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.editRefusal(ticket);
        }

        @Override
        public Annotations changed(Annotations annotations) {
            return annotations.withFields(fields);
        }
    }

    /** @param metadata all that the ticket has from now on */
    record SetMetadata(Map<String, String> metadata) implements AnnotationEdit {
        @Override
        public String code() {
            return "metadata";
        }

        @Override
        public Annotations changed(Annotations annotations) {
            return annotations.withMetadata(metadata);
        }
    }
}
