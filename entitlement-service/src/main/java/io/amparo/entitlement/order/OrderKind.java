package io.amparo.entitlement.order;

/** What is ordered: single incidents, a package, consultancy hours, help with a migration, or a change of the contract. */
enum OrderKind {
    VOUCHER, PACKAGE, HOURS, MIGRATION_HELP, CONTRACT_CHANGE
}
