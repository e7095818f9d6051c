package io.amparo.platform.access;

/** It is unknown whether the caller still is a named contact (503): no source could confirm it within the grace period. */
final class UnconfirmedAccessException extends RuntimeException {
    UnconfirmedAccessException() {
        super("The access of named contacts cannot be confirmed");
    }
}
