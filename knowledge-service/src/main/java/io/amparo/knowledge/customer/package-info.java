/** Projection of the customers and their named contacts, and the lookup of a caller's company. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.customer;
