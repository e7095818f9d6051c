/** The state of each ticket with its clocks: what the API shows of the clocks, and what amparo.ticket-states publishes. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.state;
