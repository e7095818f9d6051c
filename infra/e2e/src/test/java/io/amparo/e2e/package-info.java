/** Stories over the running suite: real processes, told and checked from the outside. */
@NullMarked
package io.amparo.e2e;

import org.jspecify.annotations.NullMarked;
