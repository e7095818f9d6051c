package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.TicketSummary.Progress;
import io.amparo.ticket.ticket.TicketSummary.Progress.End;
import io.amparo.ticket.ticket.TicketSummary.Terms;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes the summary of a ticket. Its clock is a part of its own, and the terms by which it is found are not read. */
@Adapter
final class TicketSummaryCodec {
    private TicketSummaryCodec() {}

    static Document encode(TicketSummary ticket) {
        return new Document("ticketId", ticket.ticketId()).append("ticketVersion", ticket.ticketVersion())
                .append("number", TicketNumber.sortKey(ticket.number())).append("kind", ticket.kind().name())
                .append("status", ticket.status().name()).append("priority", ticket.priority().name())
                .append("customerId", ticket.customerId()).append("customerName", ticket.customerName())
                .append("owner", ticket.owner() == null ? null : TicketCodec.person(ticket.owner()))
                .append("product", ticket.product()).append("version", ticket.version()).append("subject", ticket.subject())
                .append("openedAt", ticket.openedAt()).append("updatedAt", ticket.updatedAt())
                .append("vendorEnd", end(ticket, true)).append("customerEnd", end(ticket, false))
                .append("views", orNull(ticket.terms().views())).append("words", orNull(ticket.terms().words()));
    }

    /** The embedded store uses no index with an empty array. */
    private static @Nullable List<String> orNull(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static @Nullable Document end(TicketSummary ticket, boolean forStaff) {
        if (ticket.progress() == null) return null;
        var end = ticket.progress().of(forStaff);
        return new Document("size", end.size()).append("at", end.at()).append("by", end.by());
    }

    private static @Nullable Progress progress(Document state) {
        var vendor = state.get("vendorEnd", Document.class);
        return vendor == null ? null : new Progress(readEnd(vendor), readEnd(state.get("customerEnd", Document.class)));
    }

    private static End readEnd(Document end) {
        return new End(end.getInteger("size"), end.getDate("at").toInstant(), end.getString("by"));
    }

    private static @Nullable Person owner(Document state) {
        var owner = state.get("owner", Document.class);
        return owner == null ? null : TicketCodec.readPerson(owner);
    }

    static TicketSummary decode(Document state) {
        return new TicketSummary(state.getString("ticketId"), state.getLong("ticketVersion"),
                TicketNumber.ofSortKey(state.getString("number")), Kind.valueOf(state.getString("kind")),
                Status.valueOf(state.getString("status")), Priority.valueOf(state.getString("priority")),
                state.getString("customerId"), state.getString("customerName"), owner(state), state.getString("product"),
                state.getString("version"), state.getString("subject"), state.getDate("openedAt").toInstant(),
                state.getDate("updatedAt").toInstant(), null, progress(state), Terms.NONE);
    }
}
