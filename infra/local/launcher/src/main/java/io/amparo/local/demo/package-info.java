/** The guided story over the running suite: every step is done and checked from the outside. */
@NullMarked
package io.amparo.local.demo;

import org.jspecify.annotations.NullMarked;
