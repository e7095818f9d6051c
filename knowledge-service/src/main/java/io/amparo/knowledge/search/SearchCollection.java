package io.amparo.knowledge.search;

import java.util.Locale;

/** What a search can look in. */
public enum SearchCollection {
    ARTICLES, FORUM, COURSES, TICKETS;

    /** Returns the path of an item. */
    String href(String id) {
        return "/api/v1/" + (this == FORUM ? "forum/topics" : this) + "/" + id;
    }

    static SearchCollection of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
