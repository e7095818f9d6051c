package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Product;
import io.amparo.ticket.ticket.Ticket.Requester;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
    private static final Person FABIO = new Person("fabio", "Fabio Melo", "pt-BR");

    private static Ticket ticket(int links) {
        var content = new Content(Kind.QUESTION, "Subject", "Description", new Product("opmon-9", "9.2", null),
                new Severity(null, Level.LOW, Level.LOW, Priority.P4), null, List.of());
        var requester = new Requester("acme", "Acme Telecom", new Person("acme-bruno", "Bruno Lima", "pt-BR"));
        var ticket = Ticket.receive("id", "T-2026-000001", requester, content, Instant.EPOCH).state();
        for (int i = 0; i < links; i++) ticket = ticket.with(ticket.handling().withLink(link("id-" + i)));
        return ticket;
    }

    private static Link link(String ticketId) {
        return new Link(LinkType.RELATED, ticketId, "T-2026-000002", "borealis", List.of(), FABIO, false, "entry");
    }

    @Test
    void a_ticket_takes_100_links() {
        assertThat(LinkTicket.refusal(ticket(99))).isNull();
        assertThat(LinkTicket.refusal(ticket(100))).isEqualTo("list-limit");
    }

    @Test
    void a_link_survives_the_round_trip_through_its_document() {
        assertThat(LinkCodec.decode(LinkCodec.encode(link("other")), "id", "acme")).isEqualTo(link("other"));
    }

    @ParameterizedTest
    @CsvSource({"SPLIT_FROM,split/id", "SPLIT_TO,split/other"})
    void a_split_of_an_older_build_belongs_to_the_customer_of_its_ticket(LinkType type, String entryId) {
        var stored = new Document("type", type.name()).append("ticketId", "other").append("number", "T-2026-000002")
                .append("messageIds", List.of("m1")).append("by", TicketCodec.person(FABIO));

        assertThat(LinkCodec.decode(stored, "id", "acme"))
                .isEqualTo(new Link(type, "other", "T-2026-000002", "acme", List.of("m1"), FABIO, true, entryId));
    }
}
