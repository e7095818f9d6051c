/** Events about entitlement decisions, published by entitlement-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.entitlement;
