package io.amparo.entitlement.contract;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/** The customers that a caller may see: all for staff, for a contact the own company and those that it serves. */
public final class ReadableCustomers {
    private final Customers customers;

    ReadableCustomers(Customers customers) {
        this.customers = customers;
    }

    /** @throws ApiException 404 if there is no such customer or the caller may not see it */
    public Versioned<Customer> find(Caller caller, String id) {
        if (!caller.mayReadAll() && !caller.isContactOf(id)) throw ApiException.notFound();
        return customers.find(id).orElseThrow(ApiException::notFound);
    }

    /**
     * Returns a customer that its administrators and the vendor's admin may change.
     *
     * @throws ApiException 404 as {@link #find}
     * @throws ForbiddenException if the caller may only see it
     */
    public Versioned<Customer> findWritable(Caller caller, String id) {
        var found = find(caller, id);
        if (!caller.hasAnyRole(Role.ADMIN) && !caller.isAdministratorOf(id)) throw new ForbiddenException();
        return found;
    }
}
