/**
 * Processes of the suite: their plans, start, health checks, class archives and shutdown, in 25 small files because all commands
 * share one model of a running suite.
 */
@NullMarked
package io.amparo.local.suite;

import org.jspecify.annotations.NullMarked;
