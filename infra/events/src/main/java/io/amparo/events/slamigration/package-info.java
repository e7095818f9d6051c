/** Requests of sla-service to its engine to reschedule running clocks. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.slamigration;
