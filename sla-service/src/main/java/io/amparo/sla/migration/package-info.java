/**
 * Migrations of running clocks to another policy version, time zone data or contract terms, with preview, apply and undo: one
 * aggregate, its pages, its steps and its REST API, hence 17 files.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.migration;
