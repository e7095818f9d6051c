/** Load on the running suite and its consumption: tickets, the SLA plan of Acme, and processor time. */
@NullMarked
package io.amparo.bench.suite;

import org.jspecify.annotations.NullMarked;
