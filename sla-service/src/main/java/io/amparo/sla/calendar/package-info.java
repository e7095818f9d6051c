/** Business calendars: their rules, open-time arithmetic, stored versions and zone tables. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.calendar;
