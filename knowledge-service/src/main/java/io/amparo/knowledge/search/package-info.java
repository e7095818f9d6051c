/** Full-text search over articles, forum and courses, in memory, with its REST API. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.search;
