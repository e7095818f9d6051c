/** The SLA state that a ticket shows: quotes from sla-service and the events of amparo.sla. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.sla;
