package io.amparo.platform.security;

import java.util.Optional;

/** Finds a person among the named contacts of all customers. A service for customers implements it over its own projection. */
@FunctionalInterface
public interface ContactLookup {
    /** @param email verified e-mail address in folded form ({@link EmailAddress}) */
    Optional<NamedContact> findByEmail(String email);
}
