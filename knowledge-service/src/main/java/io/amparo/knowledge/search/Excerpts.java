package io.amparo.knowledge.search;

import io.amparo.knowledge.search.QueryFactory.LanguageQuery;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** Excerpts of found items: escaped HTML in which {@code mark} encloses the words that match. */
@Adapter
record Excerpts(IndexSearcher searcher, Analyzer analyzer) {
    private static final int MAX_LENGTH = 100_000;
    private static final int PASSAGES = 2;

    /**
     * Returns the excerpt of each item by its number; of an item without matches in its text, its beginning.
     *
     * @param items stored fields by number
     */
    Map<Integer, String> of(Map<Integer, Document> items, Map<SearchLanguage, LanguageQuery> queries) throws IOException {
        var excerpts = new HashMap<Integer, String>();
        for (var query : queries.entrySet()) {
            var language = query.getKey();
            var numbers = items.keySet().stream().filter(each -> language.tag().equals(items.get(each).get("language")))
                    .mapToInt(each -> each).toArray();
            if (numbers.length == 0) continue;
            var texts = highlighter(language).highlightFields(new String[]{language.textField()}, query.getValue().matching(),
                    numbers, new int[]{PASSAGES}).get(language.textField());
            for (int i = 0; i < numbers.length; i++) if (texts[i] != null) excerpts.put(numbers[i], texts[i]);
        }
        return excerpts;
    }

    private UnifiedHighlighter highlighter(SearchLanguage language) {
        return UnifiedHighlighter.builder(searcher, analyzer).withMaxLength(MAX_LENGTH).withWeightMatches(false)
                .withBreakIterator(() -> BreakIterator.getSentenceInstance(language.locale()))
                .withFormatter(new DefaultPassageFormatter("<mark>", "</mark>", "… ", true)).build();
    }
}
