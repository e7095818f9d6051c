/** Attacks of single callers on the running suite. No process may die, and the others must be served. */
@NullMarked
package io.amparo.e2e.attack;

import org.jspecify.annotations.NullMarked;
