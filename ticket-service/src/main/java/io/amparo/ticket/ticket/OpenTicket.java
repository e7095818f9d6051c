package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.ticket.customer.Customer;
import io.amparo.ticket.customer.Customers;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.entitlement.Entitlement.Unknown;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Requester;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens a ticket for an entitled contact (R1.1, R1.3, R5.4). Idempotent: the id derives from the caller and the idempotency key,
 * so a second call finds the ticket of the first.
 */
final class OpenTicket {

    /**
     * @param contact contact id or e-mail address of the person for whom the ticket is opened: the caller, or the contact that an
     *     agent names
     * @param openedBy that agent; null for the contact
     * @param errors errors of fields, such as those that the policy requires today; a retry of a stored ticket is not checked
     *     once more
     * @param customerId customer of the ticket: the company of the contact, or one that this company serves; null for the former
     * @param annotations what is attached to it from the start
     * @param followUpOf closed ticket that it follows up; null for none
     */
    record Command(String ticketId, String contact, @Nullable Person openedBy, @Nullable String customerId, Content content,
            List<FieldError> errors, Annotations annotations, @Nullable Ticket followUpOf) {}

    /** Result of the command. */
    sealed interface Outcome {
        /**
         * The ticket is OPEN, or RECEIVED if entitlement-service is unavailable; it has its number in both cases.
         *
         * @param isNew false if an earlier request has registered it
         */
        record Registered(Versioned<Ticket> ticket, boolean isNew) implements Outcome {}

        record Refused(Denied denial) implements Outcome {}

        /** entitlement-service is unavailable, and the person is not a known contact. */
        record Undecidable() implements Outcome {}

        /** The idempotency key belongs to a ticket with other content. */
        record KeyReused() implements Outcome {}
    }

    private final Tickets tickets;
    private final Customers customers;
    private final EntitlementClient entitlement;
    private final TicketOpening opening;
    private final LinkCompletion completion;
    private final Clock clock;
    /** Ids of tickets that this process opens as soon as it has their decision. */
    private final Set<String> openingIds = ConcurrentHashMap.newKeySet();

    OpenTicket(Tickets tickets, Customers customers, EntitlementClient entitlement, TicketOpening opening,
            LinkCompletion completion, Clock clock) {
        this.tickets = tickets;
        this.customers = customers;
        this.entitlement = entitlement;
        this.opening = opening;
        this.completion = completion;
        this.clock = clock;
    }

    /**
     * @throws ApiException 422 if fields are missing or invalid; 409 if another ticket has one of the external references, or the
     *     followed one has too many links
     */
    Outcome handle(Command command) {
        var existing = tickets.find(command.ticketId());
        if (existing.isPresent()) return matchExisting(command, tickets.complete(existing.get()));
        if (!command.errors().isEmpty())
            throw ApiException.invalid(OpenTicketRequest.problem(command.errors()), command.errors());
        if (command.followUpOf() != null) {
            var refusal = LinkTicket.refusal(command.followUpOf());
            if (refusal != null) throw ApiException.conflict(refusal);
        }
        tickets.requireFree(command.ticketId(), command.annotations());
        openingIds.add(command.ticketId());
        try {
            return decide(command);
        } finally {
            openingIds.remove(command.ticketId());
        }
    }

    /** Whether a request of this process opens the ticket, so that it needs no event of its decision. */
    boolean isOpening(String ticketId) {
        return openingIds.contains(ticketId);
    }

    private Outcome decide(Command command) {
        var content = command.content();
        var now = clock.instant();
        return switch (entitlement.decide(command.ticketId(), command.contact(), content.kind().name(), content.product().id(),
                content.product().version(), command.customerId())) {
            case Granted granted ->
                register(command, opening.open(command.ticketId(), granted, content, command.openedBy(), now));
            case Denied denied -> new Outcome.Refused(denied);
            case Unknown _ -> {
                openingIds.remove(command.ticketId()); // the ticket waits for the event
                yield requester(command)
                        .<Outcome>map(requester -> register(command,
                                Ticket.receive(command.ticketId(), opening.number(now), requester, content, now)))
                        .orElseGet(Outcome.Undecidable::new);
            }
        };
    }

    private Outcome register(Command command, Change<Ticket, TicketEvent> opened) {
        var change = extend(command, opened);
        // Concurrent retries may waste a number, but they never open two tickets: the insert fails for the same id.
        return tickets.open(command.ticketId(), change).<Outcome>map(ticket -> {
            completion.completeAll(ticket.state());
            return new Outcome.Registered(ticket, true);
        }).orElseGet(() -> matchExisting(command, tickets.complete(tickets.find(command.ticketId()).orElseThrow())));
    }

    /** Adds what the ticket has from the start besides its content. */
    private static Change<Ticket, TicketEvent> extend(Command command, Change<Ticket, TicketEvent> opened) {
        var ticket = opened.state();
        var events = new ArrayList<>(opened.events());
        var by = command.openedBy() == null ? ticket.requester().contact() : command.openedBy();
        var now = ticket.timeline().openedAt();
        if (!command.annotations().equals(Annotations.NONE)) {
            ticket = ticket.with(ticket.handling().withAnnotations(command.annotations()));
            events.add(command.annotations().event(ticket, by.id(), now));
        }
        var followed = command.followUpOf();
        if (followed != null) {
            var link = new Link(LinkType.FOLLOW_UP_OF, followed.id(), followed.number(), followed.customerId(), List.of(), by,
                    command.openedBy() != null, "follow-up/" + ticket.id());
            ticket = ticket.with(ticket.handling().withLink(link));
            events.add(LinkEdits.event(ticket, link, now));
        }
        return new Change<>(ticket, events, opened.dueAt());
    }

    private Outcome matchExisting(Command command, Versioned<Ticket> found) {
        var ticket = found.state();
        completion.completeAll(ticket);
        // A contact who was removed since is not found any more; the key is bound to the whole request anyway.
        var sameContact = customers.findByContact(command.contact()).flatMap(customer -> customer.contact(command.contact()))
                .map(contact -> contact.id().equals(ticket.requester().contact().id())).orElse(true);
        var sameCustomer = command.customerId() == null || command.customerId().equals(ticket.requester().customerId());
        return sameContact && sameCustomer && ticket.content().isSameRequestAs(command.content())
                ? new Outcome.Registered(found, false)
                : new Outcome.KeyReused();
    }

    /** Returns the contact with the customer of the ticket, by the projection; empty if the contact does not act for it. */
    private Optional<Requester> requester(Command command) {
        return customers.findByContact(command.contact())
                .flatMap(
                        company -> company.contact(command.contact())
                                .flatMap(contact -> customerOf(command, company).map(customer -> new Requester(customer.id(),
                                        customer.name(), new Person(contact.id(), contact.name(), contact.language()),
                                        command.openedBy()))));
    }

    private Optional<Customer> customerOf(Command command, Customer company) {
        var id = command.customerId();
        if (id == null || id.equals(company.id())) return Optional.of(company);
        return company.serves().contains(id) ? customers.lookUp(id) : Optional.empty();
    }
}
