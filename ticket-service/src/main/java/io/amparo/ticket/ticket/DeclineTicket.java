package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.customer.Customers;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.ExclusionEdit.Decline;

/** Declines a ticket because a person finds that the policy excludes it (R8.2), unless the contract waives that (R8.3). */
final class DeclineTicket {

    /** @param entryId id of the timeline entry, which a retry repeats */
    record Command(String ticketId, String exclusion, String explanation, Author by, String entryId) {}

    private final Tickets tickets;
    private final EditTicket editTicket;
    private final Customers customers;
    private final Policies policies;

    DeclineTicket(Tickets tickets, EditTicket editTicket, Customers customers, Policies policies) {
        this.tickets = tickets;
        this.editTicket = editTicket;
        this.customers = customers;
        this.policies = policies;
    }

    /**
     * @throws ApiException 422 that names the exclusions of the policy; 409 if the contract waives this one, or the ticket cannot
     *     be declined now
     */
    Versioned<Ticket> handle(Command command) {
        var declined = editTicket.findApplied(command.ticketId(), command.entryId(),
                detail -> Decline.isRecordedAs(detail, command.exclusion(), command.explanation()));
        return declined.orElseGet(() -> decline(command));
    }

    private Versioned<Ticket> decline(Command command) {
        var policy = policies.effective();
        var exclusion = policy.requireExclusion("code", command.exclusion());
        var customer = tickets.find(command.ticketId()).orElseThrow().state().customerId();
        if (customers.find(customer).filter(found -> found.waivers().contains(exclusion.code())).isPresent())
            throw ApiException.conflict("exclusion-waived");
        var edit = new Decline(exclusion.code(), exclusion.clause(), policy.id() + "/" + policy.version(), command.explanation());
        return editTicket.handle(new EditTicket.Command(command.ticketId(), edit, command.by(), null, command.entryId()));
    }
}
