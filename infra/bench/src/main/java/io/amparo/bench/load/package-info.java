/** Open-loop load: arrivals at a constant rate, independent of response times. */
@NullMarked
package io.amparo.bench.load;

import org.jspecify.annotations.NullMarked;
