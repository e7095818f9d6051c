package io.amparo.platform.security;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. Comes from the token and the named contacts, never from the request.
 *
 * @param person verified e-mail; the client's id for a machine
 * @param roles what the vendor's staff are; empty for everybody else
 * @param company whose named contact this is; null for staff, machines and people of no contract
 */
public record Caller(String person, String name, Set<Role> roles, @Nullable Company company) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role... any) {
        return Arrays.stream(any).anyMatch(roles::contains);
    }

    public boolean isStaff() {
        return !roles.isEmpty();
    }

    public boolean isContactOf(String companyId) {
        return company != null && company.id().equals(companyId);
    }
}
