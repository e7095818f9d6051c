package io.amparo.entitlement.coverage;

import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.ApplyTicketEvents;
import io.amparo.entitlement.ledger.IncludedIncidents;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.entitlement.ledger.ReserveForTicket;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Edition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Lets the consumption of a ticket follow its kind (R5.2): one that becomes an incident consumes an included or paid one, another
 * kind gives it back. Safe to repeat.
 */
final class ApplyKindChange {
    private static final Logger LOG = System.getLogger(ApplyKindChange.class.getName());

    private final Supplier<SupportPolicy> policy;
    private final Customers customers;
    private final IncludedIncidents includedIncidents;
    private final ReserveForTicket reserveForTicket;
    private final ApplyTicketEvents applyTicketEvents;

    ApplyKindChange(Supplier<SupportPolicy> policy, Customers customers, IncludedIncidents includedIncidents,
            ReserveForTicket reserveForTicket, ApplyTicketEvents applyTicketEvents) {
        this.policy = policy;
        this.customers = customers;
        this.includedIncidents = includedIncidents;
        this.reserveForTicket = reserveForTicket;
        this.applyTicketEvents = applyTicketEvents;
    }

    /**
     * @param to the kind now
     * @param by person id
     */
    record Command(String ticketId, String customerId, Kind to, String by, Instant changedAt) {}

    void handle(Command changed) {
        if (changed.to() == Kind.INCIDENT)
            consume(changed);
        else
            applyTicketEvents.giveBack(changed.ticketId(), RefundCode.KIND_CHANGED, changed.to().name(), changed.by());
    }

    private void consume(Command changed) {
        var customer = customers.find(changed.customerId()).map(found -> found.state()).orElse(null);
        if (customer == null) return;
        var period = customer.periodOn(customer.dayOf(changed.changedAt())).orElse(null);
        var included = period == null
                ? null
                : policy.get().edition(period.edition()).map(Edition::includedIncidents).orElse(null);
        if (period == null || included == null) return; // any number is included
        if (included > 0) includedIncidents.open(customer, period, included);
        if (reserveForTicket.handle(new ReserveForTicket.Command(changed.ticketId(), customer.id(), null, 1, true)))
            applyTicketEvents.opened(changed.ticketId());
        else
            LOG.log(Level.WARNING,
                    "Ticket {0} has become an incident, and customer {1} has none left. The ticket consumes nothing. Next: "
                            + "correct the ledger by hand",
                    changed.ticketId(), customer.id());
    }
}
