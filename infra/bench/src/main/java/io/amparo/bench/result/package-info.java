/** Measured values, their acceptance limits, and their output as a table and as JSON. */
@NullMarked
package io.amparo.bench.result;

import org.jspecify.annotations.NullMarked;
