/** Articles: aggregate, commands, REST API, and the ticker that keeps the search index up to date. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.article;
