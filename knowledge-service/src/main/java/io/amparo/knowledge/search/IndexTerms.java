package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** The terms that the items of one search have. Items that the caller may not read are not among them. */
@Adapter
final class IndexTerms {
    private static final int MIN_LENGTH = 4;
    private static final int MIN_LENGTH_FOR_OTHER_BEGINNING = 6;
    private static final int MIN_LENGTH_FOR_TWO_EDITS = 8;
    private static final int MAX_CORRECTIONS = 3;

    private final IndexSearcher searcher;
    private final List<SearchLanguage> languages;
    private final Map<Query, Integer> counts = new HashMap<>();

    IndexTerms(IndexSearcher searcher, List<SearchLanguage> languages) {
        this.searcher = searcher;
        this.languages = languages;
    }

    /** Returns whether an item has the word or another one with its stem. */
    boolean hasWord(String word) {
        return languages.stream().anyMatch(language -> language.fields().stream()
                .anyMatch(field -> count(field, word) > 0 || count(field, language.stem(word)) > 0));
    }

    /** Returns those words that items have, rarest first. */
    List<String> rarest(Collection<String> words, int limit) {
        var frequencies = new HashMap<String, Integer>();
        for (var word : words)
            if (hasWord(word))
                frequencies.put(word,
                        languages.stream().mapToInt(language -> count(language.textField(), language.stem(word))).sum());
        return frequencies.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey)).map(Map.Entry::getKey)
                .limit(limit).toList();
    }

    /** Returns whether an item has these words in this order. */
    boolean hasPhrase(List<String> words) {
        return languages.stream().anyMatch(language -> language.fields().stream()
                .anyMatch(field -> count(new PhraseQuery(field, words.stream().map(language::stem).toArray(String[]::new))) > 0));
    }

    int count(String field, String term) {
        return count(new TermQuery(new Term(field, term)));
    }

    /** Returns the number of items; those that were replaced or removed do not count. */
    int count(Query query) {
        return counts.computeIfAbsent(query, _ -> {
            try {
                return searcher.count(query);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the most frequent words with the fewest edits; none for a number or a short word. */
    List<String> corrections(String word, List<String> fields) {
        if (word.length() < MIN_LENGTH || Words.hasDigit(word)) return List.of();
        var corrections = corrections(word, fields, 1, word.length() < MIN_LENGTH_FOR_OTHER_BEGINNING ? 1 : 0);
        return corrections.isEmpty() && word.length() >= MIN_LENGTH_FOR_TWO_EDITS ? corrections(word, fields, 2, 1) : corrections;
    }

    private List<String> corrections(String word, List<String> fields, int edits, int equalBeginning) {
        var found = new TreeMap<String, Integer>();
        for (var field : fields)
            for (var similar : similar(new Term(field, word), edits, equalBeginning))
                found.merge(similar, count(field, similar), Integer::sum);
        return found.entrySet().stream().filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey).limit(MAX_CORRECTIONS).toList();
    }

    private List<String> similar(Term term, int edits, int equalBeginning) {
        var similar = new ArrayList<String>();
        try {
            var terms = MultiTerms.getTerms(searcher.getIndexReader(), term.field());
            if (terms == null) return similar;
            var found = new FuzzyTermsEnum(terms, term, edits, equalBeginning, true);
            for (var each = found.next(); each != null; each = found.next()) {
                var text = each.utf8ToString();
                if (!SearchLanguage.isStem(text) && !Words.hasDigit(text)) similar.add(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return similar;
    }
}
