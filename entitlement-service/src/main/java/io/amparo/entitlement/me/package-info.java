/** The signed-in caller and the services that are available to them. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.me;
