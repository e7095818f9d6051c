package io.amparo.knowledge.search;

import java.util.Arrays;
import java.util.List;

/** What is suggested for the text of a ticket, in this order. */
public enum SuggestedCollection {
    ARTICLES, FORUM, COURSES;

    static List<String> all() {
        return Arrays.stream(values()).map(SuggestedCollection::toString).toList();
    }

    @Override
    public String toString() {
        return SearchCollection.valueOf(name()).toString();
    }
}
