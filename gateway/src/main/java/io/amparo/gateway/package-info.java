/** The one door of the suite: it routes, checks the token, limits, and keeps nothing. */
@NullMarked
package io.amparo.gateway;

import org.jspecify.annotations.NullMarked;
