/** HTTP API of the ledgers: single incidents, package units, consultancy hours with their estimates and overages (R5.7, R7.2). */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.hours;
