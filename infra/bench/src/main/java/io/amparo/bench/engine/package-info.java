/** The engine alone, under load: many clocks, a broker of its own, and nobody else. */
@NullMarked
package io.amparo.bench.engine;

import org.jspecify.annotations.NullMarked;
