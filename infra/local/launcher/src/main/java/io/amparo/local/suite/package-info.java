/** Processes of the suite: their plans, start, health checks and shutdown. */
@NullMarked
package io.amparo.local.suite;

import org.jspecify.annotations.NullMarked;
