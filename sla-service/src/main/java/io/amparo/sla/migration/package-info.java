/** Holds migrations of running clocks to another policy version, time zone data or contract terms: preview, apply, undo. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.migration;
