/** Import and export of customers as CSV. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.transfer;
