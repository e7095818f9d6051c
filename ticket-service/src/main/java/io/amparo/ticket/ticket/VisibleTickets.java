package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Ticket.Person;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tickets that a caller may see: those of the own company, for staff and readers all. The others are not found (R1.4). */
public final class VisibleTickets {

    private final Tickets tickets;
    private final Agents agents;

    VisibleTickets(Tickets tickets, Agents agents) {
        this.tickets = tickets;
        this.agents = agents;
    }

    /** @throws ApiException 404 if there is no such ticket, or the caller may not see it */
    Versioned<Ticket> find(Caller caller, String number) {
        agents.record(caller);
        return search(caller, number).orElseThrow(ApiException::notFound);
    }

    /** Returns empty if there is no such ticket, or the caller may not see it. */
    Optional<Versioned<Ticket>> search(Caller caller, String number) {
        if (!TicketNumber.isValid(number)) return Optional.empty();
        return tickets.findByNumber(number).filter(ticket -> mayRead(caller, ticket.state().customerId()));
    }

    static boolean mayRead(Caller caller, String customerId) {
        return caller.mayReadAll() || caller.isContactOf(customerId);
    }

    static Author author(Caller caller, Ticket ticket) {
        return new Author(person(caller, ticket), caller.isStaff(), caller.hasAnyRole(Role.MANAGER, Role.ADMIN));
    }

    /**
     * Returns subject, description and evidence of a ticket.
     *
     * @throws ApiException 404 if there is no such ticket, or the caller may not see it
     */
    public String text(Caller caller, String number) {
        var content = find(caller, number).state().content();
        return Stream.of(content.subject(), content.description(), content.evidence()).filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** Returns a person of the vendor as the author of changes to any ticket. */
    static Author agentAuthor(Caller caller) {
        return new Author(agent(caller), true, caller.hasAnyRole(Role.MANAGER, Role.ADMIN));
    }

    /** Returns a person of the vendor. */
    static Person agent(Caller caller) {
        return new Person(caller.person(), caller.name(), Agents.LANGUAGE);
    }

    /** Returns the caller as the author of a change. */
    static Person person(Caller caller, Ticket ticket) {
        return new Person(caller.person(), caller.name(),
                caller.isStaff() ? Agents.LANGUAGE : ticket.requester().contact().language());
    }
}
