/** The entitlement decision: the rules of the support policy, the decisions per ticket and their HTTP API. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.coverage;
