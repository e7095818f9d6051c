/**
 * The SLA engine: ticket facts, the clocks computed from them, the Kafka Streams topology that fires their edges, and
 * simulations.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.clock;
