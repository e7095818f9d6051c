package io.amparo.ticket.screening;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * A term of the policy, analyzed as texts are: all of its groups occur near each other, in any order; of a group one alternative
 * occurs, its words in their order.
 *
 * @param groups the alternatives of each group
 */
@Adapter
record Term(ScreeningLanguage language, List<List<Alternative>> groups) {
    private static final Pattern GROUPS = Pattern.compile(" \\+ ");
    private static final Pattern ALTERNATIVES = Pattern.compile("\\|");
    /** Words from the first to the last one of a match. */
    private static final int MAX_WIDTH = 8;
    /** Other words between the words of an alternative: "processo oracle" matches "processo do Oracle". */
    private static final int MAX_GAPS = 2;

    record Alternative(List<String> stems, IntervalsSource source) {}

    static Term of(ScreeningLanguage language, String text) {
        return new Term(language,
                GROUPS.splitAsStream(text)
                        .map(group -> ALTERNATIVES.splitAsStream(group).map(words -> stems(language, words))
                                .filter(stems -> !stems.isEmpty()).map(stems -> new Alternative(stems, source(stems))).toList())
                        .toList());
    }

    private static IntervalsSource source(List<String> stems) {
        var words = stems.stream().map(Intervals::term).toArray(IntervalsSource[]::new);
        return words.length == 1 ? words[0] : Intervals.maxgaps(MAX_GAPS, Intervals.ordered(words));
    }

    private static List<String> stems(ScreeningLanguage language, String words) {
        var stems = new ArrayList<String>();
        try (var tokens = language.analyzer().tokenStream(language.tag(), words)) {
            var stem = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken())
                stems.add(stem.toString());
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stems;
    }

    /**
     * Returns the query for a text with these stems, of the alternatives that the text may have; null if it has none of a group.
     * Most terms of a policy need no query, and most alternatives no look-up.
     */
    @Nullable
    Query query(Set<String> vocabulary) {
        var sources = new IntervalsSource[groups.size()];
        for (int n = 0; n < sources.length; n++) {
            var present = new ArrayList<IntervalsSource>();
            for (var each : groups.get(n)) if (vocabulary.containsAll(each.stems())) present.add(each.source());
            if (present.isEmpty()) return null;
            sources[n] = present.size() == 1 ? present.getFirst() : Intervals.or(false, present);
        }
        return new IntervalQuery(language.tag(),
                sources.length == 1 ? sources[0] : Intervals.maxwidth(MAX_WIDTH, Intervals.unordered(sources)));
    }
}
