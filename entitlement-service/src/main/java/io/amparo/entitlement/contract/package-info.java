/** The customer aggregate with its contract, its store and its HTTP API. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.contract;
