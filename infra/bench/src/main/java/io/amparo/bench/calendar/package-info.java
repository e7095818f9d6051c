/** Sums of open time, without a suite. */
@NullMarked
package io.amparo.bench.calendar;

import org.jspecify.annotations.NullMarked;
