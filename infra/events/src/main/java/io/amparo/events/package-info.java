/**
 * Event contracts: one sealed interface of records per context, one {@link io.amparo.events.Topic} each, one codec for the wire.
 */
@NullMarked
package io.amparo.events;

import org.jspecify.annotations.NullMarked;
