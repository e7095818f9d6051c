package io.amparo.knowledge.search;

import java.util.Locale;

/** What a search can look in. */
public enum SearchCollection {
    ARTICLES, FORUM, COURSES, TICKETS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
