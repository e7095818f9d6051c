/** Load tests of the SLA engine with many clocks, on a separate broker and store. */
@NullMarked
package io.amparo.bench.engine;

import org.jspecify.annotations.NullMarked;
