package io.amparo.platform.security;

import java.util.Optional;

/** Which company has named a person as its contact. A service that serves customers has one, over its own projection. */
@FunctionalInterface
public interface Companies {
    Optional<Company> of(String email);
}
