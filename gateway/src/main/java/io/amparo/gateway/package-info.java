/** API gateway of the suite: routing, token validation and rate limits, without persistent state. */
@NullMarked
package io.amparo.gateway;

import org.jspecify.annotations.NullMarked;
