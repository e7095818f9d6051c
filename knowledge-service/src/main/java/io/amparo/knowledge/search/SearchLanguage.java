package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Index fields and queries of one language (R2.4). Title and text are indexed twice, both without accents: stemmed, to match
 * inflections, and unstemmed, to match misspellings.
 */
@Adapter
enum SearchLanguage {
    PORTUGUESE("pt-BR", new BrazilianAnalyzer()), ENGLISH("en", new EnglishAnalyzer()), SPANISH("es", new SpanishAnalyzer());

    private static final int OPERATORS = SimpleQueryParser.AND_OPERATOR | SimpleQueryParser.OR_OPERATOR
            | SimpleQueryParser.NOT_OPERATOR | SimpleQueryParser.PHRASE_OPERATOR | SimpleQueryParser.PREFIX_OPERATOR
            | SimpleQueryParser.PRECEDENCE_OPERATORS | SimpleQueryParser.WHITESPACE_OPERATOR;
    /** Share of the words of a ticket text that an article must contain to be suggested. */
    private static final float MIN_MATCH_RATIO = 0.3f;

    private final String tag;
    private final Analyzer analyzer;

    SearchLanguage(String tag, Analyzer stemmer) {
        this.tag = tag;
        var folded = folded(stemmer);
        this.analyzer = new PerFieldAnalyzerWrapper(unstemmed(), Map.of("title." + tag, folded, "text." + tag, folded));
    }

    static SearchLanguage of(String tag) {
        for (var language : values()) if (language.tag.equals(tag)) return language;
        throw new IllegalArgumentException("Unsupported search language: " + tag);
    }

    String tag() {
        return tag;
    }

    Analyzer analyzer() {
        return analyzer;
    }

    void addFields(Document document, String title, String text) {
        document.add(new TextField("title." + tag, title, Store.NO));
        document.add(new TextField("heads." + tag, title, Store.NO));
        document.add(new Field("text." + tag, text, withOffsets(true)));
        document.add(new Field("words." + tag, text, withOffsets(false)));
    }

    /** Stores offsets so that excerpts need no second analysis of the text, which took nearly all of a search's time. */
    private static FieldType withOffsets(boolean stored) {
        var type = new FieldType(TextField.TYPE_NOT_STORED);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.setStored(stored);
        return type;
    }

    /** Builds the query of a search: matches words by stem, and words that do not occur in the index by similar spelling. */
    Query searchQuery(String text, Occur defaultOperator, IndexReader reader) {
        var parser = new SimpleQueryParser(analyzer, Map.of("title." + tag, 3f, "text." + tag, 1f), OPERATORS) {
            @Override
            protected Query newDefaultQuery(String word) {
                var exact = super.newDefaultQuery(word);
                if (exact == null || !word.chars().allMatch(Character::isLetterOrDigit) || occurs(exact, reader)) return exact;
                return new BooleanQuery.Builder().add(fuzzyQuery("heads." + tag, word), Occur.SHOULD)
                        .add(fuzzyQuery("words." + tag, word), Occur.SHOULD).build();
            }
        };
        parser.setDefaultOperator(defaultOperator);
        var query = parser.parse(text);
        return query == null ? MatchNoDocsQuery.INSTANCE : query;
    }

    private static boolean occurs(Query exact, IndexReader reader) {
        var terms = new HashSet<Term>();
        exact.visit(QueryVisitor.termCollector(terms));
        try {
            for (var term : terms) if (reader.docFreq(term) > 0) return true;
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Query fuzzyQuery(String field, String word) {
        var term = new Term(field, analyzer.normalize(field, word));
        var length = term.text().length();
        return new FuzzyQuery(term, length < 4 ? 0 : length < 8 ? 1 : 2, 1, 10, true);
    }

    /** Builds the query of a suggestion: matches articles similar to the text of a ticket being written. */
    Query similarityQuery(String text) {
        var queryBuilder = new QueryBuilder(analyzer);
        var query = new BooleanQuery.Builder();
        var inTitle = queryBuilder.createBooleanQuery("title." + tag, text);
        var inText = queryBuilder.createMinShouldMatchQuery("text." + tag, text, MIN_MATCH_RATIO);
        if (inText == null) return MatchNoDocsQuery.INSTANCE;
        return query.add(inText, Occur.MUST).add(new BoostQuery(inTitle, 2), Occur.SHOULD).build();
    }

    /**
     * Returns an excerpt per document, null if it has no text: escaped HTML in which {@code mark} encloses stemmed and unstemmed
     * matches.
     */
    @Nullable
    String[] excerpts(IndexSearcher searcher, Query query, int[] documents) throws IOException {
        var highlighter = UnifiedHighlighter.builder(searcher, analyzer).withMaxLength(100_000)
                .withMaskedFieldsFunc(_ -> Set.of("words." + tag))
                .withFormatter(new DefaultPassageFormatter("<mark>", "</mark>", "… ", true)).build();
        var text = "text." + tag;
        return highlighter.highlightFields(new String[]{text}, query, documents, new int[]{2}).get(text);
    }

    private static Analyzer folded(Analyzer stemmer) {
        return new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return stemmer;
            }

            @Override
            protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
                return new TokenStreamComponents(components.getSource(), new ASCIIFoldingFilter(components.getTokenStream()));
            }
        };
    }

    private static Analyzer unstemmed() {
        try {
            return CustomAnalyzer.builder().withTokenizer("standard").addTokenFilter("lowercase").addTokenFilter("asciiFolding")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
