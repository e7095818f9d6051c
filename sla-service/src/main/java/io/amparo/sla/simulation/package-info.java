/** Simulations of one clock on a calendar that the request contains. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.simulation;
