/** The logs of all processes as one, in the order of time. */
@NullMarked
package io.amparo.local.log;

import org.jspecify.annotations.NullMarked;
