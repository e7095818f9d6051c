/** The command line of the suite. */
@NullMarked
package io.amparo.local.command;

import org.jspecify.annotations.NullMarked;
