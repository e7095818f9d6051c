/** MongoDB persistence: aggregates with inbox and outbox, the outbox relay, projections and counters. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.store;
