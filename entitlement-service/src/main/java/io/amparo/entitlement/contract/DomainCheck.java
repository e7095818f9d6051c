package io.amparo.entitlement.contract;

import java.util.Optional;

/** Which e-mail domains a customer may have: no public mail provider, where everybody can get an address. */
public final class DomainCheck {
    private final PublicMailDomains publicDomains;

    DomainCheck(PublicMailDomains publicDomains) {
        this.publicDomains = publicDomains;
    }

    /** Returns the form in which domains are compared. */
    public static String fold(String domain) {
        return MailDomain.fold(domain);
    }

    /** Returns the code of the violation of a folded domain. */
    public Optional<String> violation(String folded) {
        if (!MailDomain.isValid(folded)) return Optional.of("malformed");
        return publicDomains.contains(folded) ? Optional.of("public-domain") : Optional.empty();
    }
}
