package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import org.bson.Document;

/** Encodes the links of a ticket. Those of older builds are splits, which stay with their customer and are made by the vendor. */
@Adapter
final class LinkCodec {

    private LinkCodec() {}

    static Document encode(Link link) {
        return new Document("type", link.type().name()).append("ticketId", link.ticketId()).append("number", link.number())
                .append("customerId", link.customerId()).append("messageIds", link.messageIds())
                .append("by", TicketCodec.person(link.by())).append("byVendor", link.isByVendor())
                .append("entryId", link.entryId());
    }

    /**
     * @param ticketId id of the ticket that has the link
     * @param customerId its customer
     */
    static Link decode(Document link, String ticketId, String customerId) {
        var type = LinkType.valueOf(link.getString("type"));
        var linkedId = link.getString("ticketId");
        return new Link(type, linkedId, link.getString("number"), link.get("customerId", customerId),
                link.getList("messageIds", String.class), TicketCodec.readPerson(link.get("by", Document.class)),
                link.getBoolean("byVendor", true),
                link.get("entryId", "split/" + (type == LinkType.SPLIT_TO ? linkedId : ticketId)));
    }
}
