package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Words and index fields of one language (R2.4). Stop words and stems have no accents. */
@Adapter
enum SearchLanguage {
    PORTUGUESE("pt-BR", RomanceStemmer::portuguese,
            """
                    a ao aos aquela aquele aqui as ate com como da das de dela dele do dos e ela ele em entre era essa esse esta este eu foi
                    ha isso isto ja la lhe mais mas me meu meus minha minhas muito na nas nem no nos num numa o os ou para pela pelas pelo
                    pelos por qual quais quando que quem se ser seu seus so sua suas tambem te tem um uma voce"""),
    ENGLISH("en", SearchLanguage::englishStem, """
            a an and are as at be but by do does for from how i if in into is it its my no not of on or our so such than that
            the their then there these they this to was we what when where which who will with you your"""),
    SPANISH("es", RomanceStemmer::spanish, """
            a al como con cual cuando de del desde donde e el ella en entre era es esa ese esta este fue ha la las
            le les lo los mas me mi mis muy ni no nos o para pero por que quien se ser si sin sobre su sus tambien te
            tu un una uno y ya yo""");

    /** Distinguishes stems from words, which never have this sign. */
    private static final char STEM_SIGN = '=';
    private static final int MAX_CACHED_STEMS = 100_000;
    private static final FieldType TITLE = withOffsets(false);
    private static final FieldType TEXT = withOffsets(true);

    private final String tag;
    private final UnaryOperator<String> stemmer;
    private final Set<String> stopWords;
    private final Map<String, String> stems = new ConcurrentHashMap<>();

    SearchLanguage(String tag, UnaryOperator<String> stemmer, String stopWords) {
        this.tag = tag;
        this.stemmer = stemmer;
        this.stopWords = Set.of(stopWords.split("\\s+"));
    }

    static SearchLanguage of(String tag) {
        for (var language : values()) if (language.tag.equals(tag)) return language;
        throw new IllegalArgumentException("Unsupported search language: " + tag);
    }

    String tag() {
        return tag;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    String titleField() {
        return "title." + tag;
    }

    String textField() {
        return "text." + tag;
    }

    List<String> fields() {
        return List.of(titleField(), textField());
    }

    static List<String> allFields() {
        return Arrays.stream(values()).flatMap(language -> language.fields().stream()).toList();
    }

    boolean isStopWord(String word) {
        return stopWords.contains(word);
    }

    /** Returns the term of a stem. A word with a digit counts literally and is its own stem. */
    String stem(String word) {
        if (Words.hasDigit(word)) return word;
        var cached = stems.get(word);
        if (cached != null) return cached;
        var stem = STEM_SIGN + stemmer.apply(word);
        if (stems.size() < MAX_CACHED_STEMS) stems.put(word, stem);
        return stem;
    }

    static boolean isStem(String term) {
        return term.charAt(0) == STEM_SIGN;
    }

    void addFields(Document document, String title, String text) {
        document.add(new Field(titleField(), title, TITLE));
        document.add(new Field(textField(), text, TEXT));
    }

    /** Stores offsets so that excerpts need no second analysis of the text, which took nearly all of a search's time. */
    private static FieldType withOffsets(boolean stored) {
        var type = new FieldType(TextField.TYPE_NOT_STORED);
        if (stored) type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.setStored(stored);
        type.freeze();
        return type;
    }

    private static String englishStem(String word) {
        var stemmer = new EnglishStemmer();
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** Selects the language by the suffix of the field name. */
    static final class FieldAnalyzer extends Analyzer {
        FieldAnalyzer() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            return new TokenStreamComponents(new WordTokenizer(of(field.substring(field.indexOf('.') + 1))));
        }
    }
}
