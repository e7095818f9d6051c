package io.amparo.platform.security;

/**
 * A customer for which a caller acts (R5.4).
 *
 * @param administrator whether the caller may name contacts of this customer
 */
public record Company(String id, boolean administrator) {}
