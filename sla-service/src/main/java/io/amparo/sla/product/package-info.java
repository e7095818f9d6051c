/** Projection of products: how long each is supported. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.product;
