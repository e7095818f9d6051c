/** The processes of the suite: what each needs, how it is started, watched and stopped. */
@NullMarked
package io.amparo.local.suite;

import org.jspecify.annotations.NullMarked;
