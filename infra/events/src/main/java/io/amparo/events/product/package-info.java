/** Events about products and their releases, published by eol-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.product;
