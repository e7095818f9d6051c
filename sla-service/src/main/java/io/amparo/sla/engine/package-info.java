/**
 * The SLA engine: a Kafka Streams topology that fires the edges of clocks, with one class for each of its state stores and each
 * of the guarantees of its single processor, hence 17 files.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.engine;
