/** Arrivals at a constant rate, whatever the answers take. */
@NullMarked
package io.amparo.bench.load;

import org.jspecify.annotations.NullMarked;
