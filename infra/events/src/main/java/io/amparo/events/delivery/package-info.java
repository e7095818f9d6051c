/** Events about message deliveries, published by notification-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.delivery;
