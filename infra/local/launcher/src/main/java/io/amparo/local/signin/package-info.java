/** Signing in as one of the demonstration people, as a browser would. */
@NullMarked
package io.amparo.local.signin;

import org.jspecify.annotations.NullMarked;
