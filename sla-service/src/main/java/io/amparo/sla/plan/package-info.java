/** SLA plans: objectives, their REST API, stored versions and the lookup of policies. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.plan;
