/** Events about the end of life of products, published by eol-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.eol;
