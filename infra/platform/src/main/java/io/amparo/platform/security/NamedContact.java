package io.amparo.platform.security;

import java.util.List;
import java.util.stream.Stream;

/**
 * A person whom a customer has named as its contact (R5.4).
 *
 * @param id contact id, which stays when the e-mail changes
 * @param companies the companies for which the contact acts, the own one first
 */
public record NamedContact(String id, List<Company> companies) {

    /**
     * Returns a contact who also acts for the companies that the own one serves, but never names their contacts. Only the own
     * company counts: what a served company serves itself is not among them.
     */
    public static NamedContact of(String id, Company own, List<String> served) {
        return new NamedContact(id,
                Stream.concat(Stream.of(own), served.stream().map(company -> new Company(company, false))).toList());
    }
}
