/** The ticket aggregate, its commands, its store and its HTTP API. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.ticket;
