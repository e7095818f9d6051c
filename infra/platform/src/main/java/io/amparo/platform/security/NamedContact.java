package io.amparo.platform.security;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person whom a customer has named as its contact (R5.4).
 *
 * @param id contact id, which stays when the e-mail changes
 * @param companies the companies for which the contact acts, the own one first
 * @param activeTo instant from which the person has no access any more; null for none
 */
public record NamedContact(String id, List<Company> companies, @Nullable Instant activeTo) {

    /** Creates a contact whose access has no end. */
    public NamedContact(String id, List<Company> companies) {
        this(id, companies, null);
    }

    /**
     * Returns a contact who also acts for the companies that the own one serves, but never names their contacts. Only the own
     * company counts: what a served company serves itself is not among them.
     */
    public static NamedContact of(String id, Company own, List<String> served) {
        return new NamedContact(id,
                Stream.concat(Stream.of(own), served.stream().map(company -> new Company(company, false))).toList());
    }

    /** Returns the same contact with an end of access. */
    public NamedContact until(@Nullable Instant end) {
        return new NamedContact(id, companies, end);
    }

    /** Whether the access has not ended: an answer that is kept for a while may be older than the end. */
    public boolean hasAccessAt(Instant at) {
        return activeTo == null || at.isBefore(activeTo);
    }
}
