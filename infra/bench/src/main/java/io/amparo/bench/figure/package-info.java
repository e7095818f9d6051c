/** What was measured, its bars, and how it is told. */
@NullMarked
package io.amparo.bench.figure;

import org.jspecify.annotations.NullMarked;
