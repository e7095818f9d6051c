package io.amparo.notification.signature;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses {@code <prefix>+<value>.<signature>@<domain>} that carry a value to the outside and back: a ticket number in a
 * Reply-To, the id of a delivery in an envelope sender. An address that was guessed or changed is refused without a read of the
 * store. The local part has at most 64 characters (RFC 5321, 4.5.3.1.1) and is read in any case.
 */
public final class SignedAddress {
    /** 80 bits: more do not fit beside the id of a delivery. A guess costs a mail. */
    private static final int SIGNATURE_LENGTH = 20;
    private static final int MAX_LENGTH = 320;

    private final MailSigner signer;
    private final String prefix;
    private final String domain;
    private final Pattern pattern;

    private SignedAddress(MailSigner signer, String prefix, String domain) {
        this.signer = signer;
        this.prefix = prefix;
        this.domain = domain.toLowerCase(Locale.ROOT);
        pattern = Pattern.compile(Pattern.quote(prefix) + "\\+([a-z0-9-]{1,40})\\.([0-9a-f]{" + SIGNATURE_LENGTH + "})@"
                + Pattern.quote(this.domain));
    }

    /** Reply-To addresses, whose value is the number of a ticket. */
    public static SignedAddress reply(MailSigner signer, String domain) {
        return new SignedAddress(signer, "reply", domain);
    }

    /** Envelope senders (VERP), whose value is the id of a delivery. */
    public static SignedAddress bounces(MailSigner signer, String domain) {
        return new SignedAddress(signer, "bounces", domain);
    }

    public String of(String value) {
        return prefix + "+" + value + "." + signature(value.toLowerCase(Locale.ROOT)) + "@" + domain;
    }

    /** Returns the value of an address, in lower case; empty if this service has not made the address. */
    public Optional<String> verify(String address) {
        if (address.length() > MAX_LENGTH) return Optional.empty();
        var matcher = pattern.matcher(address.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) return Optional.empty();
        var value = matcher.group(1);
        return signer.isValid(prefix, value, matcher.group(2), SIGNATURE_LENGTH) ? Optional.of(value) : Optional.empty();
    }

    private String signature(String value) {
        return signer.sign(prefix, value, SIGNATURE_LENGTH);
    }
}
