package io.amparo.knowledge.search;

import io.amparo.platform.web.OneOf;

/** An item whose title completes what a user types. */
record Completion(@OneOf(SearchCollection.class) String in, String href, String language, String title) {}
