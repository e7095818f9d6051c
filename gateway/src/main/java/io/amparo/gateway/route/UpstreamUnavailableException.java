package io.amparo.gateway.route;

/** A service did not respond: it could not be reached, closed the connection, or exceeded the timeout. */
final class UpstreamUnavailableException extends RuntimeException {
    private final boolean timedOut;

    UpstreamUnavailableException(boolean timedOut, Throwable cause) {
        super(cause);
        this.timedOut = timedOut;
    }

    /** Returns whether the service was reached but exceeded the timeout; it may have processed the request. */
    boolean timedOut() {
        return timedOut;
    }
}
