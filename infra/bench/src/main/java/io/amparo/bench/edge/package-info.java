/** Latency of SLA warnings and breaches, measured from their due instant. */
@NullMarked
package io.amparo.bench.edge;

import org.jspecify.annotations.NullMarked;
