/** Relevance, latency, rebuild and memory of the knowledge base's search. */
@NullMarked
package io.amparo.bench.search;

import org.jspecify.annotations.NullMarked;
