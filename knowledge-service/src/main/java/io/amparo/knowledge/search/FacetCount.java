package io.amparo.knowledge.search;

/** Number of hits that have a value. */
record FacetCount(String value, int count) {}
