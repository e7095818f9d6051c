package io.amparo.platform.security;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/** Comparison of e-mail addresses: two spellings of one mailbox are equal in their folded form. */
public final class EmailAddress {

    private EmailAddress() {}

    /**
     * Returns the folded form: without surrounding space, in Unicode form NFC and lower case, an international domain in ASCII
     * (RFC 5891). Mail providers treat the part before the {@code @} without regard to case as well.
     */
    public static String fold(String address) {
        var text = Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        return at < 0 ? text : text.substring(0, at + 1) + foldDomain(text.substring(at + 1));
    }

    /** Returns the domain of an address in folded form; the whole text if it has no domain. */
    public static String domainOf(String address) {
        var folded = fold(address);
        return folded.substring(folded.lastIndexOf('@') + 1);
    }

    private static String foldDomain(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return domain; // such an address receives no mail, but it still equals itself
        }
    }
}
