/** Warnings and breaches against the instant at which they fell due. */
@NullMarked
package io.amparo.bench.edge;

import org.jspecify.annotations.NullMarked;
