package io.amparo.platform.security;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller. Derived from the token and the named contacts, never from the request.
 *
 * @param person id of the person, which stays when the e-mail changes: the contact id of a named contact, for all others the
 *     subject of the token
 * @param subject subject of the token; for a machine its client id
 * @param email verified e-mail address in folded form ({@link EmailAddress}); null for a machine and for an unverified address
 * @param roles roles of the vendor's staff and machines; empty for all other callers
 * @param companies the companies for which a named contact acts, the own one first; empty for all others
 * @param machineOf the customer to which a machine belongs, from the claim {@code customer} of its token; null for all others
 */
public record Caller(String person, String subject, @Nullable String email, String name, Set<Role> roles, List<Company> companies,
        @Nullable String machineOf) {
    public Caller {
        roles = Set.copyOf(roles);
        companies = List.copyOf(companies);
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

    /** The company that has named this caller as its contact; null if there is none. */
    public @Nullable Company company() {
        return companies.isEmpty() ? null : companies.getFirst();
    }

    public boolean isContactOf(String companyId) {
        return companies.stream().anyMatch(company -> company.id().equals(companyId));
    }
}
