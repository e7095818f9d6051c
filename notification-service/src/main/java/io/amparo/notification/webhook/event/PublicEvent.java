package io.amparo.notification.webhook.event;

import java.util.Set;

/**
 * A type of event that may leave the suite by a webhook.
 *
 * @param type CloudEvents type
 * @param audience which endpoints may get it
 * @param fields the fields of its data that customers may read; all others are left out
 * @param vendorFields the fields that only endpoints of the vendor get
 */
public record PublicEvent(String type, Scope audience, Set<String> fields, Set<String> vendorFields) {

    /** Which endpoints may get an event. */
    public enum Scope {
        /** The vendor and the customer that the event names. */
        CUSTOMER,
        /** The vendor and all customers: the event is about no customer. */
        EVERYBODY,
        /** The vendor only. */
        VENDOR
    }

    public boolean isFor(boolean vendor) {
        return vendor || audience != Scope.VENDOR;
    }

    boolean shows(String field, boolean vendor) {
        return fields.contains(field) || vendor && vendorFields.contains(field);
    }
}
