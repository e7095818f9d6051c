/** The events that this service consumes from its own topic. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.event;
