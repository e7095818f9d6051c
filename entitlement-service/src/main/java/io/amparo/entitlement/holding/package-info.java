/** HTTP API of what a customer holds besides its contract: packages, installations, maintenance, waivers and approvals. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.holding;
