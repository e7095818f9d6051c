package io.amparo.platform.security;

import java.util.Arrays;
import java.util.Optional;

/** What the vendor's staff are; from the token's {@code roles}. Customers' people have none: their company names them. */
public enum Role {
    AGENT("agent"), MANAGER("manager"), PRODUCT_MANAGER("product-manager"), ADMIN("admin");

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    static String[] claims() {
        return Arrays.stream(values()).map(role -> role.claim).toArray(String[]::new);
    }

    static Optional<Role> of(String claim) {
        return Arrays.stream(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
