/** Events about customers and their contracts, published by entitlement-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.customer;
