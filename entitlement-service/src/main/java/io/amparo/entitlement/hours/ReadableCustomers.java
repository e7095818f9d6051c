package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;

/** The customers that a caller may see: all for staff, and for a contact those for which it acts. */
public final class ReadableCustomers {
    private final Customers customers;

    ReadableCustomers(Customers customers) {
        this.customers = customers;
    }

    /** @throws ApiException 404 if there is no such customer, or the caller may not see it */
    public Customer find(Caller caller, String id) {
        if (!caller.mayReadAll() && !caller.isContactOf(id)) throw ApiException.notFound();
        return customers.find(id).orElseThrow(ApiException::notFound).state();
    }
}
