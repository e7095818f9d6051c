package io.amparo.platform.store;

/** Somebody else changed it since it was read (RFC 9110 If-Match). */
public final class StaleVersion extends RuntimeException {
    StaleVersion(String id, long expected, long actual) {
        super("%s is at version %d, not %d".formatted(id, actual, expected));
    }
}
