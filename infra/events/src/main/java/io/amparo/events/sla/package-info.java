/** Events about the SLA clocks of tickets, published by the SLA engine of sla-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.sla;
