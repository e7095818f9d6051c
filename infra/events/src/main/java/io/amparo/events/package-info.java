/** Event contracts: one sealed interface of records and one {@link io.amparo.events.Topic} per bounded context, and the codec. */
@NullMarked
package io.amparo.events;

import org.jspecify.annotations.NullMarked;
