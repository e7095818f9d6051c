/** Replay of dead letters through the service that could not process them. */
@NullMarked
package io.amparo.local.deadletter;

import org.jspecify.annotations.NullMarked;
