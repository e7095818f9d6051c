package io.amparo.platform.security;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Whether this caller may name the contacts of this company. */
    public boolean isAdministratorOf(String companyId) {
        return companies.stream().anyMatch(company -> company.id().equals(companyId) && company.administrator());
    }

    /**
     * Returns the company for which a named contact makes a request: the one that the request names, or the only one.
     *
     * @param field field of the request
     * @param requested its value; null if the request names no company
     * @throws ForbiddenException if this caller does not act for that company or for any
     * @throws ApiException 422 if this caller acts for several companies and the request names none
     */
    public String companyFor(String field, @Nullable String requested) {
        if (companies.isEmpty() || requested != null && !isContactOf(requested)) throw new ForbiddenException();
        if (requested != null) return requested;
        var missing = companyMissing(field, null);
        if (missing.isPresent()) throw ApiException.invalid(List.of(missing.get()));
        return companies.getFirst().id();
    }

    /** Returns the error of a request that does not name a company although this caller acts for several. */
    public Optional<FieldError> companyMissing(String field, @Nullable String requested) {
        return requested != null || companies.size() < 2
                ? Optional.empty()
                : Optional.of(FieldError.requiredOneOf(field, companies.stream().map(Company::id).toList()));
    }

    /**
     * Returns the companies whose data a named contact lists: those that the request names, or all for which the contact acts.
     *
     * @throws ForbiddenException if this caller does not act for one of them or for any
     */
    public Set<String> companiesAmong(@Nullable Set<String> requested) {
        if (companies.isEmpty()) throw new ForbiddenException();
        if (requested == null || requested.isEmpty())
            return companies.stream().map(Company::id).collect(Collectors.toUnmodifiableSet());
        if (!requested.stream().allMatch(this::isContactOf)) throw new ForbiddenException();
        return requested;
    }
}
