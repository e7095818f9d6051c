package io.amparo.platform.security;

import java.util.Arrays;
import java.util.Optional;

/** Role of the vendor's staff, from the token claim {@code roles}. Contacts of customers have no role. */
public enum Role {
    AGENT("agent"), MANAGER("manager"), PRODUCT_MANAGER("product-manager"), ADMIN("admin");

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    /** Returns the value of the token claim. */
    public String claim() {
        return claim;
    }

    static String[] claims() {
        return Arrays.stream(values()).map(role -> role.claim).toArray(String[]::new);
    }

    static Optional<Role> of(String claim) {
        return Arrays.stream(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
