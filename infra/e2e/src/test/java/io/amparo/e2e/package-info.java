/** End-to-end journeys over the running suite: real processes, driven and checked through public interfaces only. */
@NullMarked
package io.amparo.e2e;

import org.jspecify.annotations.NullMarked;
