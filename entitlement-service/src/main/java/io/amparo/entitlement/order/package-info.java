/**
 * Orders of single incidents, packages, hours, migration help and contract changes (R5.7, R6.2, R7.3, R10.5), and their HTTP API.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.order;
