package io.amparo.knowledge.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.util.QueryBuilder;

/**
 * How the words of one language are kept and found (R2.4): title and text by stems without accents, for inflection; and the words as
 * they are written, without accents, for typing errors.
 */
enum LanguageIndex {
    PORTUGUESE("pt-BR", new BrazilianAnalyzer()), ENGLISH("en", new EnglishAnalyzer()), SPANISH("es", new SpanishAnalyzer());

    private static final String MARK = "<mark>";
    private static final int OPERATORS = SimpleQueryParser.AND_OPERATOR | SimpleQueryParser.OR_OPERATOR
            | SimpleQueryParser.NOT_OPERATOR
            | SimpleQueryParser.PHRASE_OPERATOR | SimpleQueryParser.PREFIX_OPERATOR | SimpleQueryParser.PRECEDENCE_OPERATORS
            | SimpleQueryParser.WHITESPACE_OPERATOR;
    /** Of the words of a text that resembles what is being written, how many must occur. */
    private static final float ENOUGH_ALIKE = 0.3f;

    private final String tag;
    private final Analyzer analyzer;

    LanguageIndex(String tag, Analyzer stems) {
        this.tag = tag;
        var folded = folded(stems);
        this.analyzer = new PerFieldAnalyzerWrapper(asWritten(), Map.of("title." + tag, folded, "text." + tag, folded));
    }

    static LanguageIndex of(String tag) {
        for (var language : values()) if (language.tag.equals(tag)) return language;
        throw new IllegalArgumentException("no such language: " + tag);
    }

    String tag() {
        return tag;
    }

    Analyzer analyzer() {
        return analyzer;
    }

    void write(Document document, String title, String text) {
        document.add(new TextField("title." + tag, title, Store.NO));
        document.add(new TextField("text." + tag, text, Store.NO));
        document.add(new TextField("words." + tag, title + "\n" + text, Store.NO));
    }

    /** What a person asks for: words in any inflection and, further down, in any nearby spelling. Understands every text. */
    Query asked(String text, Occur joined) {
        var parser = new SimpleQueryParser(analyzer, Map.of("title." + tag, 3f, "text." + tag, 1f), OPERATORS) {
            @Override
            protected Query newDefaultQuery(String word) {
                var exact = super.newDefaultQuery(word);
                if (exact == null || !word.chars().allMatch(Character::isLetterOrDigit)) return exact;
                return new BooleanQuery.Builder().add(exact, Occur.SHOULD).add(new BoostQuery(nearby(word), 0.1f), Occur.SHOULD)
                        .build();
            }
        };
        parser.setDefaultOperator(joined);
        var query = parser.parse(text);
        return query == null ? MatchNoDocsQuery.INSTANCE : query;
    }

    private Query nearby(String word) {
        var term = new Term("words." + tag, analyzer.normalize("words." + tag, word));
        var length = term.text().length();
        return new FuzzyQuery(term, length < 4 ? 0 : length < 8 ? 1 : 2, 1, 10, true);
    }

    /** Whatever resembles a text that is being written. */
    Query like(String text) {
        var words = new QueryBuilder(analyzer);
        var query = new BooleanQuery.Builder();
        var inTitle = words.createBooleanQuery("title." + tag, text);
        var inText = words.createMinShouldMatchQuery("text." + tag, text, ENOUGH_ALIKE);
        if (inText == null) return MatchNoDocsQuery.INSTANCE;
        return query.add(inText, Occur.MUST).add(new BoostQuery(inTitle, 2), Occur.SHOULD).build();
    }

    /** Escaped HTML; what was found stands in {@code mark}. */
    String excerpt(Query query, String text) {
        var excerpt = excerpt("text." + tag, query, text);
        return excerpt.contains(MARK) ? excerpt : excerpt("words." + tag, query, text);
    }

    private String excerpt(String field, Query query, String text) {
        var highlighter = UnifiedHighlighter.builderWithoutSearcher(analyzer).withMaxLength(100_000)
                .withFormatter(new DefaultPassageFormatter(MARK, "</mark>", "… ", true)).build();
        try {
            var excerpt = highlighter.highlightWithoutSearcher(field, query, text, 2);
            return excerpt == null ? "" : excerpt.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Analyzer folded(Analyzer stems) {
        return new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return stems;
            }

            @Override
            protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
                return new TokenStreamComponents(components.getSource(), new ASCIIFoldingFilter(components.getTokenStream()));
            }
        };
    }

    private static Analyzer asWritten() {
        try {
            return CustomAnalyzer.builder().withTokenizer("standard").addTokenFilter("lowercase").addTokenFilter("asciiFolding")
                    .build();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
