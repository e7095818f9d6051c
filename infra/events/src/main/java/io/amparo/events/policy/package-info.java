/** Events about the support policy, published by entitlement-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.policy;
