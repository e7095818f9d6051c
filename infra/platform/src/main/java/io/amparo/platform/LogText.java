package io.amparo.platform;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** Makes text of any origin fit for a log: one line of at most 500 characters, without e-mail addresses. */
public final class LogText {
    private static final int MAX_LENGTH = 500;
    /** With a domain, unlike {@code topic@17} and {@code Object@1f2e3d}. */
    private static final Pattern EMAIL = Pattern
            .compile("[^\\s\"'<>(){}\\[\\],;:=/@]{1,64}@[^\\s\"'<>(){}\\[\\],;:=/@]{1,255}\\.\\p{Alpha}{2,}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    public static String of(@Nullable String text) {
        if (text == null) return "";
        var line = CONTROL.matcher(text.length() > 2 * MAX_LENGTH ? text.substring(0, 2 * MAX_LENGTH) : text).replaceAll(" ");
        var withoutEmail = withoutEmail(line);
        return withoutEmail.length() > MAX_LENGTH ? withoutEmail.substring(0, MAX_LENGTH) + "…" : withoutEmail;
    }

    /** Replaces e-mail addresses and keeps everything else. */
    public static String withoutEmail(String text) {
        return EMAIL.matcher(text).replaceAll("[e-mail]");
    }

    /** Returns class and message of the deepest cause: the exceptions around it only repeat it. */
    public static String rootCause(Throwable failure) {
        return of(rootCauseOf(failure).toString());
    }

    /** Returns the deepest cause, which may be the failure itself. */
    public static Exception rootCauseOf(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof Exception cause
                ? cause
                : new RuntimeException(failure);
    }

    private LogText() {}
}
