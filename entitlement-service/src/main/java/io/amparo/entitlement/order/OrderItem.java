package io.amparo.entitlement.order;

import io.amparo.events.Vocabulary.OrderKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an order is about.
 *
 * @param code code of the package, of the consultancy service or of the edition, or id of the product; null for none
 * @param amount single incidents, units or minutes; 0 if the kind has no amount
 * @param validFrom first day that the customer wants; null for the vendor's rule
 * @param validTo last day that the customer wants, included; null for the vendor's rule
 */
record OrderItem(OrderKind kind, @Nullable String code, int amount, @Nullable LocalDate validFrom, @Nullable LocalDate validTo) {

    /** Packages and services are delivered by the vendor's staff only (R6.2, R7.3); hours without a service are a balance. */
    Delivery delivery() {
        return switch (kind) {
            case VOUCHER -> Delivery.BOOKED;
            case HOURS -> code == null ? Delivery.BOOKED : Delivery.BY_APPOINTMENT;
            case PACKAGE, MIGRATION_HELP -> Delivery.BY_APPOINTMENT;
            case CONTRACT_CHANGE -> Delivery.BY_STAFF;
        };
    }

    /** Whether the approval opens lots or adds a package to the customer. */
    boolean isBooked() {
        return kind == OrderKind.VOUCHER || kind == OrderKind.HOURS || kind == OrderKind.PACKAGE;
    }
}
