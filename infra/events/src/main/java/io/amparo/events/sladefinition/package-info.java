/** Events about calendars, SLA plans and time zone rules, published by sla-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.sladefinition;
