package io.amparo.ticket.screening;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CachingTokenFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;

/** A text with its words in each language, because a text may mix them: an index of one document. */
@Adapter
final class AnalyzedText {
    /** Occurrences of a term beyond these add no other word in a text of people. */
    private static final int MAX_OCCURRENCES = 50;

    private final String text;
    private final char[] lowerCase;
    private final IndexSearcher searcher;
    /** By language, the stems of all words and the offset of each. */
    private final Map<ScreeningLanguage, Map<Integer, String>> stems = new EnumMap<>(ScreeningLanguage.class);
    private final Map<ScreeningLanguage, Set<String>> vocabulary = new EnumMap<>(ScreeningLanguage.class);
    private final Map<Integer, String> identities;

    AnalyzedText(String text) {
        this.text = text;
        this.lowerCase = text.toCharArray();
        for (int n = 0; n < lowerCase.length; n++) lowerCase[n] = Character.toLowerCase(lowerCase[n]);
        var index = new MemoryIndex(true);
        var main = ScreeningLanguage.PORTUGUESE;
        var most = 0L;
        for (var language : ScreeningLanguage.values()) {
            var functionWords = addField(index, language);
            if (functionWords > most) {
                most = functionWords;
                main = language;
            }
        }
        identities = stems.getOrDefault(main, Map.of());
        searcher = index.createSearcher();
    }

    /** Returns the number of function words, which is the highest in the language of the text. */
    private long addField(MemoryIndex index, ScreeningLanguage language) {
        var found = new HashMap<Integer, String>();
        try (var tokens = new CachingTokenFilter(language.analyzer().tokenStream(language.tag(), text))) {
            var stem = tokens.addAttribute(CharTermAttribute.class);
            var offset = tokens.addAttribute(OffsetAttribute.class);
            var functionWords = 0L;
            tokens.reset();
            while (tokens.incrementToken()) {
                found.put(offset.startOffset(), stem.toString());
                if (language.isFunctionWord(lowerCase, offset.startOffset(), offset.endOffset() - offset.startOffset()))
                    functionWords++;
            }
            stems.put(language, found);
            vocabulary.put(language, new HashSet<>(found.values()));
            index.addField(language.tag(), tokens);
            return functionWords;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the stems of the words of the text. */
    Set<String> vocabulary(ScreeningLanguage language) {
        return vocabulary.getOrDefault(language, Set.of());
    }

    /** Adds the words that match the query, by their stem in the language of the text: inflections of a word are one word. */
    void collect(ScreeningLanguage language, Query query, Map<String, Word> words) {
        try {
            var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
            var matches = weight.matches(searcher.getIndexReader().leaves().getFirst(), 0);
            var found = matches == null ? null : matches.getMatches(language.tag());
            for (int n = 0; found != null && n < MAX_OCCURRENCES && found.next(); n++) collect(found, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(MatchesIterator match, Map<String, Word> words) throws IOException {
        var parts = match.getSubMatches();
        if (parts != null) {
            while (parts.next())
                collect(parts, words);
        } else {
            var start = match.startOffset();
            if (isFunctionWord(start, match.endOffset() - start)) return;
            var word = text.substring(start, match.endOffset());
            words.putIfAbsent(identities.getOrDefault(start, word), new Word(start, word));
        }
    }

    private boolean isFunctionWord(int start, int length) {
        return Stream.of(ScreeningLanguage.values()).anyMatch(language -> language.isFunctionWord(lowerCase, start, length));
    }
}
