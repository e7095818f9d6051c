package io.amparo.entitlement.order;

/** How an approved order is delivered: booked by the service, by the vendor's staff, or by the staff at an agreed time. */
enum Delivery {
    BOOKED, BY_STAFF, BY_APPOINTMENT
}
