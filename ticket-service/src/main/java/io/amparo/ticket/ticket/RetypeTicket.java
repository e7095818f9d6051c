package io.amparo.ticket.ticket;

import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.entitlement.Entitlement.Unknown;
import io.amparo.ticket.entitlement.EntitlementClient;

/** Checks whether a ticket may have another kind (R5.2, R5.6). */
final class RetypeTicket {
    private final EntitlementClient entitlement;

    RetypeTicket(EntitlementClient entitlement) {
        this.entitlement = entitlement;
    }

    /**
     * @throws ApiException 403 with the reasons and what can be bought, if the contact is not entitled to tickets of this kind
     * @throws UpstreamProblemException 503 if entitlement-service is unavailable
     */
    void requireEntitled(Ticket ticket, Kind kind) {
        if (ticket.kind() == kind) return;
        var product = ticket.content().product();
        switch (entitlement.preview(ticket.requester().contact().id(), kind.name(), product.id(), product.version(),
                ticket.customerId())) {
            case Granted _ -> { /* it may */ }
            case Denied denied -> throw denied.toException();
            case Unknown _ -> throw UpstreamProblemException.unavailable();
        }
    }
}
