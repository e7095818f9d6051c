/** Kafka and MongoDB as a service needs them: when they are unavailable, and since when. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.backend;
