package io.amparo.notification.audience;

/**
 * An event names a contact whom no event of its customer has named so far. A retry finds the contact when that event has arrived.
 */
public final class UnknownContactException extends RuntimeException {
    UnknownContactException(String customerId, String contactId) {
        super("Customer " + customerId + " has no contact " + contactId + " so far");
    }
}
