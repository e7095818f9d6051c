package io.amparo.platform.security;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller. Derived from the token and the named contacts, never from the request.
 *
 * @param person verified e-mail; the client id for a machine
 * @param roles roles of the vendor's staff and machines; empty for all other callers
 * @param company the company that has named this caller as a contact; null for staff, machines and people without a contract
 */
public record Caller(String person, String name, Set<Role> roles, @Nullable Company company) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean hasAnyRole(Role... accepted) {
        return Arrays.stream(accepted).anyMatch(roles::contains);
    }

    public boolean isStaff() {
        return roles.stream().anyMatch(Role::isStaff);
    }

    /** Whether this caller may read the data of every customer. */
    public boolean mayReadAll() {
        return isStaff() || roles.contains(Role.READER);
    }

    /** Whether this caller may change something, where its company or its roles allow that. */
    public boolean mayWrite() {
        return isStaff() || !roles.contains(Role.READER);
    }

    public boolean isContactOf(String companyId) {
        return company != null && company.id().equals(companyId);
    }
}
