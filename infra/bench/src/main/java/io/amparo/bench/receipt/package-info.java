/** Receipts of tickets that were opened under load. */
@NullMarked
package io.amparo.bench.receipt;

import org.jspecify.annotations.NullMarked;
