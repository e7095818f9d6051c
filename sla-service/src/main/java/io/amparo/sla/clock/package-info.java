/** SLA clocks, computed from a ledger, a plan, calendars and an instant: timelines, edges and their explanation. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.clock;
