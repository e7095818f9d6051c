/** The running suite as a front end, a consumer and a person see it. */
@NullMarked
package io.amparo.bench.outside;

import org.jspecify.annotations.NullMarked;
