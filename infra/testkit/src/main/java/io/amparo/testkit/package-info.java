/** Test support: backends, callers with tokens, HTTP and Kafka clients, a settable clock and the architecture rules. */
@NullMarked
package io.amparo.testkit;

import org.jspecify.annotations.NullMarked;
