package io.amparo.local.suite;

/** Failure that the user can fix; the message names the problem and where to look. */
public final class SuiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteException(String message) {
        super(message);
    }

    public SuiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
