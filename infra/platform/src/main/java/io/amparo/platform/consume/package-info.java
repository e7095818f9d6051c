/** Kafka consumers: batches, error handling, dead letters and their replay. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.consume;
