/**
 * The suite as others see it: the API at the gateway, Kafka, mailboxes and the board's stream. For stories, tests and benches.
 */
@NullMarked
package io.amparo.local.outside;

import org.jspecify.annotations.NullMarked;
