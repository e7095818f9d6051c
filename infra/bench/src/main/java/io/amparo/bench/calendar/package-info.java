/** Benchmark of open-time arithmetic; needs no running suite. */
@NullMarked
package io.amparo.bench.calendar;

import org.jspecify.annotations.NullMarked;
