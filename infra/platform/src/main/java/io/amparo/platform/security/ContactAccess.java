package io.amparo.platform.security;

import java.util.Optional;

/** Finds the named contact that a caller is now: a person whom the customer has removed is not found (R5.4). */
@FunctionalInterface
public interface ContactAccess {
    /**
     * @param email verified e-mail address in folded form ({@link EmailAddress})
     * @param token the caller's own token, with which another service can be asked
     */
    Optional<NamedContact> find(String email, String token);
}
