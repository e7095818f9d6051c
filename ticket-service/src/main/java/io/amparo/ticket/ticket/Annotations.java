package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.TicketAnnotated;
import io.amparo.platform.Ids;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What staff and integrations have attached to a ticket.
 *
 * @param externalRefs the ticket in other systems; each belongs to one ticket of the store, which a unique index guarantees
 * @param metadata texts for the vendor's staff, in the order of their keys
 * @param fields values of the fields that the policy defines, in the order of their codes; null for those of the request
 */
record Annotations(List<ExternalRef> externalRefs, Map<String, String> metadata, @Nullable Map<String, String> fields) {
    static final Annotations NONE = new Annotations(List.of(), Map.of(), null);

    /**
     * The ticket in another system.
     *
     * @param system name of the system, without a colon
     * @param id id there
     * @param url address there; null if not known
     */
    record ExternalRef(String system, String id, @Nullable String url) {
        /** Returns the text that identifies it: {@code system:id}. */
        String key() {
            return system + ":" + id;
        }
    }

    Annotations {
        externalRefs = List.copyOf(externalRefs);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        fields = fields == null ? null : Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Returns the values that the fields of the policy have in a ticket now. */
    static Map<String, String> fieldsOf(Ticket ticket) {
        var changed = ticket.handling().annotations().fields;
        return changed == null ? ticket.content().extras().fields() : changed;
    }

    List<String> externalRefKeys() {
        return externalRefs.stream().map(ExternalRef::key).toList();
    }

    Annotations withExternalRefs(List<ExternalRef> changed) {
        return new Annotations(changed, metadata, fields);
    }

    Annotations withMetadata(Map<String, String> changed) {
        return new Annotations(externalRefs, changed, fields);
    }

    Annotations withFields(Map<String, String> changed) {
        return new Annotations(externalRefs, metadata, changed);
    }

    /** Returns a hash by which a repeated request is recognized; null if there are none. */
    @Nullable
    String hash() {
        return equals(NONE) ? null : Ids.uuidOf(toString());
    }

    /** Returns the event of a ticket that has these annotations from now on. */
    TicketAnnotated event(Ticket ticket, String by, Instant now) {
        return new TicketAnnotated(ticket.id(), ticket.number(), ticket.customerId(),
                externalRefs.stream().map(ref -> new TicketEvent.ExternalRef(ref.system(), ref.id(), ref.url())).toList(), by,
                now);
    }
}
