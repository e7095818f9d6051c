/** Projection of the product catalogue from amparo.products. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.product;
