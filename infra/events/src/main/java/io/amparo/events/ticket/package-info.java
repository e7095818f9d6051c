/** Events about tickets, published by ticket-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.ticket;
