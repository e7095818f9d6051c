package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.entitlement.Entitlement.Unknown;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.ExclusionEdit.Decline;

/** Declines a ticket because a person finds that the policy excludes it (R8.2), unless the contract waives that (R8.3). */
final class DeclineTicket {

    /** @param entryId id of the timeline entry, which a retry repeats */
    record Command(String ticketId, String exclusion, String explanation, Author by, String entryId) {}

    private final Tickets tickets;
    private final EditTicket editTicket;
    private final EntitlementClient entitlement;
    private final Policies policies;

    DeclineTicket(Tickets tickets, EditTicket editTicket, EntitlementClient entitlement, Policies policies) {
        this.tickets = tickets;
        this.editTicket = editTicket;
        this.entitlement = entitlement;
        this.policies = policies;
    }

    /**
     * @throws ApiException 422 that names the exclusions of the policy; 409 if the contract waives this one, or the ticket cannot
     *     be declined now
     * @throws UpstreamProblemException 503 if entitlement-service, which knows the waivers, is unavailable
     */
    Versioned<Ticket> handle(Command command) {
        var policy = policies.effective();
        var exclusion = policy.requireExclusion("code", command.exclusion());
        requireNotWaived(tickets.find(command.ticketId()).orElseThrow().state(), exclusion.code());
        var edit = new Decline(exclusion.code(), exclusion.clause(), policy.id() + "/" + policy.version(), command.explanation());
        return editTicket.handle(new EditTicket.Command(command.ticketId(), edit, command.by(), null, command.entryId()));
    }

    private void requireNotWaived(Ticket ticket, String exclusion) {
        var product = ticket.content().product();
        switch (entitlement.preview(ticket.requester().contact().id(), ticket.kind().name(), product.id(), product.version(),
                ticket.customerId(), exclusion)) {
            case Granted granted when granted.via().equals(EntitlementSource.WAIVER.name()) ->
                throw ApiException.conflict("exclusion-waived");
            case Unknown _ -> throw UpstreamProblemException.unavailable();
            default -> { /* not waived */ }
        }
    }
}
