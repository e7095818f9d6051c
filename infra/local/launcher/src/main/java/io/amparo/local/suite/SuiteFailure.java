package io.amparo.local.suite;

/** Failure that the user can fix; the message names the problem and where to look. */
public final class SuiteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteFailure(String message) {
        super(message);
    }

    public SuiteFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
