/** Projection of the product catalogue and the version rules of R5.1. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.catalogue;
