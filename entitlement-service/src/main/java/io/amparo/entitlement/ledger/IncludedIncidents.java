package io.amparo.entitlement.ledger;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Period;
import java.time.ZoneId;

/**
 * The incidents that an edition includes in a period of a contract, as one lot. It is opened when the first incident needs it,
 * and has the number that the policy includes on that day.
 */
public final class IncludedIncidents {
    private static final String PREFIX = "included/";

    private final Lots lots;
    private final ChangeLots changeLots;

    IncludedIncidents(Lots lots, ChangeLots changeLots) {
        this.lots = lots;
        this.changeLots = changeLots;
    }

    /** Whether a lot is one of included incidents. */
    static boolean isIncluded(String lotId) {
        return lotId.startsWith(PREFIX);
    }

    /** Returns what is left of a period. */
    public int remaining(Customer customer, Period period, int included) {
        return lots.find(id(customer, period)).map(found -> found.state().balance()).orElse(included);
    }

    /**
     * Opens the lot of a period unless it exists, and lets its days follow those of the period.
     *
     * @param included number of incidents, at least 1
     */
    public void open(Customer customer, Period period, int included) {
        var terms = LotTerms.of(customer.id(), LotKind.INCLUDED, null, period.validFrom(), period.validTo(),
                ZoneId.of(customer.zone()));
        var lot = changeLots.open(id(customer, period), terms, included, null, null);
        if (!lot.terms().equals(terms)) changeLots.redate(lot.id(), terms);
    }

    private static String id(Customer customer, Period period) {
        return PREFIX + customer.id() + "/" + period.id() + "/" + period.edition();
    }
}
