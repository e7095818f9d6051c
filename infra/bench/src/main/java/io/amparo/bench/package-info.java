/** Benchmark of the running suite through its public interfaces, compared with the floor of the machine. */
@NullMarked
package io.amparo.bench;

import org.jspecify.annotations.NullMarked;
