package io.amparo.notification.signature;

import java.util.Optional;

/** Tokens {@code <value>.<signature>} of links in mails. */
public final class SignedToken {
    private static final int SIGNATURE_LENGTH = 32;
    private static final int MAX_LENGTH = 128;

    private final MailSigner signer;
    private final String purpose;

    public SignedToken(MailSigner signer, String purpose) {
        this.signer = signer;
        this.purpose = purpose;
    }

    public String of(String value) {
        return value + "." + signer.sign(purpose, value, SIGNATURE_LENGTH);
    }

    /** Returns the value of a token; empty if this service has not made the token. */
    public Optional<String> verify(String token) {
        var dot = token.lastIndexOf('.');
        if (dot < 1 || token.length() > MAX_LENGTH) return Optional.empty();
        var value = token.substring(0, dot);
        return signer.isValid(purpose, value, token.substring(dot + 1), SIGNATURE_LENGTH) ? Optional.of(value) : Optional.empty();
    }
}
