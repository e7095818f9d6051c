/** Projection of the published SLA plans, which contracts name. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.plan;
