/** The support policy as data: its versions, their publication and their HTTP API. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.policy;
