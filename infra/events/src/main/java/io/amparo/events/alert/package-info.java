/** Events about the breach alerts of operations teams, published by notification-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.alert;
