/** What an operation of the running suite costs: processor time, store commands and Kafka requests. */
@NullMarked
package io.amparo.bench.cost;

import org.jspecify.annotations.NullMarked;
