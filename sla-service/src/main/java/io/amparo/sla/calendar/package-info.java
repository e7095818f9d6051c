/**
 * Business calendars: their rules, open-time arithmetic, stored versions, zone tables and REST API, in 20 files because the
 * arithmetic is also packaged as a library and its package-private classes must stay together.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.calendar;
