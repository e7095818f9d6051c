/** Commands and HTTP API of the named contacts of a customer (R5.4). */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.contact;
