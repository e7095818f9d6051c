/** Floors: the minimum latency of the machine, its broker, store and mail server. */
@NullMarked
package io.amparo.bench.floor;

import org.jspecify.annotations.NullMarked;
