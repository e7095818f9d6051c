/** Apache Kafka broker and MongoDB-compatible document store that run in a JVM without further installation. */
@NullMarked
package io.amparo.local.backend;

import org.jspecify.annotations.NullMarked;
