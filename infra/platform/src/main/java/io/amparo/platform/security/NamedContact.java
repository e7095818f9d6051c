package io.amparo.platform.security;

import java.util.List;

/**
 * A person whom a customer has named as its contact (R5.4).
 *
 * @param id contact id, which stays when the e-mail changes
 * @param companies the companies for which the contact acts, the own one first
 */
public record NamedContact(String id, List<Company> companies) {}
