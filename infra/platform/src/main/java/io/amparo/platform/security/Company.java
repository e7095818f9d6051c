package io.amparo.platform.security;

/**
 * The customer that has named this person as a contact (R5.4).
 *
 * @param administrator whether this person may name other contacts
 */
public record Company(String id, boolean administrator) {}
