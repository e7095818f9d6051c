package io.amparo.platform.security;

import java.util.Arrays;
import java.util.Optional;

/** Role from the token claim {@code roles}: of the vendor's staff or of its machines. Contacts of customers have no role. */
public enum Role {
    AGENT("agent"), MANAGER("manager"), PRODUCT_MANAGER("product-manager"), ADMIN("admin"),
    /** A machine that reads what an agent may read, of all customers and without internal notes, and changes nothing. */
    READER("reader");

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    /** Returns the value of the token claim. */
    public String claim() {
        return claim;
    }

    @Override
    public String toString() {
        return claim;
    }

    /** Returns the roles of the vendor's staff. */
    public static Role[] staff() {
        return Arrays.stream(values()).filter(Role::isStaff).toArray(Role[]::new);
    }

    boolean isStaff() {
        return this != READER;
    }

    static String[] staffClaims() {
        return Arrays.stream(staff()).map(role -> role.claim).toArray(String[]::new);
    }

    static Optional<Role> of(String claim) {
        return Arrays.stream(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
