package io.amparo.platform.security;

/**
 * A customer for which a caller acts (R5.4).
 *
 * @param administrator whether the caller may name contacts of this customer; never for one that the own company only serves
 */
public record Company(String id, boolean administrator) {}
