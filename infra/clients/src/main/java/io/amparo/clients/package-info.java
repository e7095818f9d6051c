/**
 * Clients of the suite's public interfaces: the API, Kafka, mailboxes and sign-in. For the demonstration, tests and benchmarks.
 */
@NullMarked
package io.amparo.clients;

import org.jspecify.annotations.NullMarked;
