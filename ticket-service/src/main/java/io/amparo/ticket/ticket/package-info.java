/** The ticket aggregate with its commands, store and HTTP API; more than 15 files, because all serve one aggregate. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.ticket;
