package io.amparo.gateway.route;

/** A service did not respond: it could not be reached, closed the connection, or exceeded the timeout. */
final class ServiceAway extends RuntimeException {
    private final boolean late;

    ServiceAway(boolean late, Throwable cause) {
        super(cause);
        this.late = late;
    }

    /** Returns whether the service was reached but exceeded the timeout; it may have processed the request. */
    boolean late() {
        return late;
    }
}
