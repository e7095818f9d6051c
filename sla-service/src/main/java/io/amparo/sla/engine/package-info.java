/** The SLA engine: a Kafka Streams topology that fires the edges of clocks, its state stores and its dead letters. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.engine;
