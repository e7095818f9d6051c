/**
 * Synchronous calls to other services with time limit, circuit breaker and fallback. Spring Cloud CircuitBreaker 5.0 is not used:
 * its starter depends on resilience4j-spring-boot3, which refuses to start on Spring Boot 4, and it passes 4xx to the fallback.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.remote;
