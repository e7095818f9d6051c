/** Client of entitlement-service, which decides whether a ticket may be opened. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.entitlement;
