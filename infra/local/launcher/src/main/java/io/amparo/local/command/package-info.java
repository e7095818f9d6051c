/** Commands of {@code ./amparo}. */
@NullMarked
package io.amparo.local.command;

import org.jspecify.annotations.NullMarked;
