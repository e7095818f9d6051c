/** Projection of amparo.ticket-states: which open tickets a product has. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol.ticket;
