package io.amparo.platform.web;

/**
 * Response header of a 503 that concerns only a part of the service. A circuit breaker must not count it: one document that
 * cannot be changed would make the whole service unavailable.
 */
public final class UnavailableScope {
    public static final String HEADER = "Unavailable-Scope";
    /** Only the document of this request cannot be changed for now. */
    public static final String DOCUMENT = "document";

    /** Only the named contacts of customers are not served for now. */
    public static final String CONTACTS = "contacts";

    private UnavailableScope() {}
}
