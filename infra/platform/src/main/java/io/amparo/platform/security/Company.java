package io.amparo.platform.security;

/** The customer that has named this person as a contact (R5.4); {@code administrator}: may name others. */
public record Company(String id, boolean administrator) {}
