package io.amparo.knowledge.search;

import io.amparo.knowledge.search.SearchQuery.SearchTerm.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds spellings of a word that items have: joined or split compounds, and corrections of typing errors. */
record Spelling(IndexTerms terms, List<String> fields) {
    private static final float CORRECTION = 0.6f;
    private static final int MIN_PART = 3;
    private static final Pattern SEGMENTS = Pattern.compile("([a-z]+?)v?(\\d+)|(\\d+)([a-z]+)");

    /** A spelling and how much a match counts. */
    record Variant(Single word, float weight) {}

    /** @return empty if no item has the word or a similar one */
    List<Variant> variants(Single word) {
        if (isKnown(word)) return List.of(new Variant(word, 1));
        if (word.parts().size() > 1) return List.of();
        var text = word.parts().getFirst();
        var split = Words.hasDigit(text) ? segments(text) : halves(text);
        if (!split.isEmpty()) return List.of(new Variant(new Single(List.of(), split), 1));
        return terms.corrections(text, fields).stream().map(correction -> new Variant(SearchQuery.plain(correction), CORRECTION))
                .toList();
    }

    private boolean isKnown(Single word) {
        return word.forms().stream().anyMatch(terms::hasWord)
                || word.parts().size() > 1 && word.parts().stream().allMatch(terms::hasWord);
    }

    /** Returns the letters and the digits of {@code snmpv3} or {@code 8gb}. */
    private List<String> segments(String text) {
        var matcher = SEGMENTS.matcher(text);
        if (!matcher.matches()) return List.of();
        var segments = matcher.group(1) == null
                ? List.of(matcher.group(3), matcher.group(4))
                : List.of(matcher.group(1), matcher.group(2));
        return segments.stream().allMatch(terms::hasWord) ? segments : List.of();
    }

    private List<String> halves(String text) {
        var halves = new ArrayList<String>();
        for (int i = MIN_PART; i <= text.length() - MIN_PART && halves.isEmpty(); i++) {
            var pair = List.of(text.substring(0, i), text.substring(i));
            if (pair.stream().allMatch(terms::hasWord) && terms.hasPhrase(pair)) halves.addAll(pair);
        }
        return halves;
    }
}
