package io.amparo.platform.store;

/** The aggregate has changed since the caller read it (RFC 9110, If-Match; answered with 412). */
public final class StaleVersionException extends RuntimeException {
    StaleVersionException(String id, long expected, long actual) {
        super("Aggregate %s has version %d, but version %d was expected".formatted(id, actual, expected));
    }
}
