package io.amparo.ticket.screening;

import io.amparo.platform.Adapter;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * A language of terms and texts. Unlike Lucene's analyzer of the language, it keeps all words, because "not" makes a difference
 * in "does not print", and does not stem words of up to three letters: "UPS" is not "up".
 */
@Adapter
enum ScreeningLanguage {
    PORTUGUESE("pt-BR", BrazilianStemFilter::new, BrazilianAnalyzer.getDefaultStopSet()),
    ENGLISH("en", words -> new PorterStemFilter(new EnglishPossessiveFilter(words)), EnglishAnalyzer.getDefaultStopSet()),
    SPANISH("es", SpanishLightStemFilter::new, SpanishAnalyzer.getDefaultStopSet());

    private static final Pattern UNSTEMMED = Pattern.compile(".{1,3}");

    private final String tag;
    private final Analyzer analyzer;
    private final CharArraySet functionWords;

    ScreeningLanguage(String tag, UnaryOperator<TokenStream> stemmer, CharArraySet functionWords) {
        this.tag = tag;
        this.analyzer = analyzer(stemmer);
        this.functionWords = functionWords;
    }

    /** The tag, which is also the field of the index. */
    String tag() {
        return tag;
    }

    Analyzer analyzer() {
        return analyzer;
    }

    /** Returns whether this is a word such as "of", which means nothing alone and shows the language of a text. */
    boolean isFunctionWord(char[] lowerCase, int start, int length) {
        return functionWords.contains(lowerCase, start, length);
    }

    private static Analyzer analyzer(UnaryOperator<TokenStream> stemmer) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                var words = new StandardTokenizer();
                var marked = new PatternKeywordMarkerFilter(new LowerCaseFilter(words), UNSTEMMED);
                return new TokenStreamComponents(words, new ASCIIFoldingFilter(stemmer.apply(marked)));
            }
        };
    }
}
