/** Events about knowledge base articles, published by knowledge-service. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.knowledge;
