/** Projection of the customers with their installations and agreed maintenance. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol.customer;
