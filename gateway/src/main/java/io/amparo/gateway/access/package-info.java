/** Filters that run before routing: rate limits, token errors and rejected paths. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.access;
