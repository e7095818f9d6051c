/** Forwards the events that this service consumes to other systems. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.forwarding;
