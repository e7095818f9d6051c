@org.jspecify.annotations.NullMarked
package io.amparo.sla.product;
