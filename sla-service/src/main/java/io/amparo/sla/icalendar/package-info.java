/** Import of closures from iCalendar files (RFC 5545). */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.icalendar;
