/** Synchronous calls to other services with time limit, circuit breaker and fallback. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.remote;
