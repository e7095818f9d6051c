/** Guided story over the running suite: every step acts and checks its result through public interfaces only. */
@NullMarked
package io.amparo.local.demo;

import org.jspecify.annotations.NullMarked;
