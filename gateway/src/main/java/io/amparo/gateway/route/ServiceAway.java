package io.amparo.gateway.route;

/** A service gave no answer: it could not be reached, broke off, or took too long. */
final class ServiceAway extends RuntimeException {
    private final boolean late;

    ServiceAway(boolean late, Throwable cause) {
        super(cause);
        this.late = late;
    }

    /** The service was there, so it may have done what it was asked. */
    boolean late() {
        return late;
    }
}
