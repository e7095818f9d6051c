/** The SLA of a ticket as it is shown, and its quote from sla-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.sla;
