/** Latency of the receipt mails of tickets that are opened under load. */
@NullMarked
package io.amparo.bench.receipt;

import org.jspecify.annotations.NullMarked;
