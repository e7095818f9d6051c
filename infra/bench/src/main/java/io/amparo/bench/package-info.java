/** Measures the running suite from the outside, beside the floor of the machine it runs on. */
@NullMarked
package io.amparo.bench;

import org.jspecify.annotations.NullMarked;
