package io.amparo.entitlement.contract;

import io.amparo.platform.security.EmailAddress;
import java.util.regex.Pattern;

/** The domain of e-mail addresses, in the folded form in which {@link EmailAddress} has it. */
final class MailDomain {
    /** RFC 1035, 2.3.1, with at least two labels. */
    private static final Pattern FORM = Pattern
            .compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static final String ANY_NAME = "x@";

    private MailDomain() {}

    static String fold(String domain) {
        return EmailAddress.fold(ANY_NAME + domain.strip()).substring(ANY_NAME.length());
    }

    static boolean isValid(String folded) {
        return FORM.matcher(folded).matches();
    }
}
