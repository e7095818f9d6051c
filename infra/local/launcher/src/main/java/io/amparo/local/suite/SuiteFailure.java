package io.amparo.local.suite;

/** Something that the person at the keyboard can act on; the message says what and where to look. */
public final class SuiteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteFailure(String message) {
        super(message);
    }

    public SuiteFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
