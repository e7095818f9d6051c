/**
 * Ledgers of single incidents, package units and consultancy hours (R5.7, R6.3, R7.2): documents of their own beside the
 * customer.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.ledger;
