package io.amparo.platform.security;

import java.util.Optional;

/** Finds the company that has named a person as its contact. A service for customers implements it over its own projection. */
@FunctionalInterface
public interface CompanyLookup {
    Optional<Company> findByEmail(String email);
}
