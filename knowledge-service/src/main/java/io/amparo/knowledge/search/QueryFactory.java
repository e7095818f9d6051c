package io.amparo.knowledge.search;

import io.amparo.knowledge.search.SearchQuery.Clause;
import io.amparo.knowledge.search.SearchQuery.SearchTerm;
import io.amparo.knowledge.search.SearchQuery.SearchTerm.Phrase;
import io.amparo.knowledge.search.SearchQuery.SearchTerm.Prefix;
import io.amparo.knowledge.search.SearchQuery.SearchTerm.Single;
import io.amparo.knowledge.search.Spelling.Variant;
import io.amparo.platform.Adapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;

/** Builds the queries of each language. The weights were chosen by the relevance of the demonstration articles. */
@Adapter
final class QueryFactory {
    private static final float TITLE = 1.8f;
    private static final float EXACT = 0.3f;
    private static final float NEAR = 0.5f;
    private static final float OTHER_FIELD = 0.2f;
    private static final int NEAR_SLOP = 4;
    private static final int COMPOUND_SLOP = 1;
    private static final int MIN_FUZZY_BEGINNING = 4;

    /**
     * Queries of one language.
     *
     * @param matching selects the items and the words of their excerpts
     * @param scored also prefers items with words that are near each other
     */
    record LanguageQuery(Query matching, Query scored) {}

    private final Spelling spelling;
    private final Map<Single, List<Variant>> variants = new HashMap<>();

    QueryFactory(Spelling spelling) {
        this.spelling = spelling;
    }

    /** How many of the words of a query a result has. */
    enum Share {
        /** All of one or two, half of more. */
        MOST,
        /** Three of ten: enough for a long text. */
        SOME, ONE;

        int of(int words) {
            return switch (this) {
                case MOST -> words <= 2 ? words : (words + 1) / 2;
                case SOME -> (words * 3 + 9) / 10;
                case ONE -> Math.min(words, 1);
            };
        }
    }

    LanguageQuery query(SearchLanguage language, SearchQuery query, Share share) {
        var matching = new BooleanQuery.Builder();
        int optional = 0;
        for (int i = 0; i < query.required().size(); i++) {
            var clause = query.required().get(i);
            var found = clause(language, query, i);
            if (found instanceof MatchNoDocsQuery && !clause.isStrict()) continue;
            matching.add(found, clause.isStrict() ? Occur.MUST : Occur.SHOULD);
            if (!clause.isStrict()) optional++;
        }
        boolean strict = query.required().stream().anyMatch(Clause::isStrict);
        if (optional == 0 && !strict) return new LanguageQuery(MatchNoDocsQuery.INSTANCE, MatchNoDocsQuery.INSTANCE);
        matching.setMinimumNumberShouldMatch(strict && share == Share.ONE ? 0 : share.of(optional));
        for (var excluded : query.excluded()) matching.add(term(language, excluded), Occur.MUST_NOT);
        var selected = matching.build();
        var scored = new BooleanQuery.Builder().add(selected, Occur.MUST);
        near(language, query).forEach(each -> scored.add(each, Occur.SHOULD));
        return new LanguageQuery(selected, scored.build());
    }

    /** Returns a query for titles that have the words and a word that begins with the last one. */
    Query titleQuery(SearchLanguage language, List<String> words, Share share) {
        var field = language.titleField();
        var query = new BooleanQuery.Builder().add(beginning(field, words.getLast()), Occur.MUST);
        int optional = 0;
        for (var word : words.subList(0, words.size() - 1)) {
            if (language.isStopWord(word)) continue;
            var found = variants(SearchQuery.plain(word)).stream().filter(variant -> variant.word().parts().size() == 1)
                    .map(variant -> boosted(form(language, field, variant.word().parts().getFirst()), variant.weight())).toList();
            if (found.isEmpty()) continue;
            query.add(anyOf(found, 0), Occur.SHOULD);
            optional++;
        }
        return query.setMinimumNumberShouldMatch(share == Share.ONE ? 0 : optional).build();
    }

    private Query beginning(String field, String text) {
        var prefix = new PrefixQuery(new Term(field, text));
        if (text.length() < MIN_FUZZY_BEGINNING || Words.hasDigit(text) || spelling.terms().count(prefix) > 0) return prefix;
        var similar = Objects.requireNonNull(new LevenshteinAutomata(text, true).toAutomaton(1));
        return new AutomatonQuery(new Term(field, text), Operations.determinize(
                Operations.concatenate(List.of(similar, Automata.makeAnyString())), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
    }

    private Query clause(SearchLanguage language, SearchQuery query, int index) {
        var clause = query.required().get(index);
        var found = new ArrayList<Query>();
        clause.alternatives().forEach(each -> found.add(term(language, each)));
        // "fire wall" also means "firewall".
        Stream.of(joined(query, index - 1), joined(query, index)).flatMap(List::stream)
                .forEach(each -> found.add(word(language, new Variant(each, 1))));
        found.removeIf(MatchNoDocsQuery.class::isInstance);
        return found.isEmpty() ? MatchNoDocsQuery.INSTANCE : anyOf(found, 0);
    }

    private List<Single> joined(SearchQuery query, int first) {
        if (first < 0 || first + 1 >= query.required().size()) return List.of();
        if (!(plainWord(query.required().get(first)) instanceof String word)
                || !(plainWord(query.required().get(first + 1)) instanceof String next))
            return List.of();
        var joined = word + next;
        return spelling.terms().hasWord(joined) ? List.of(SearchQuery.plain(joined)) : List.of();
    }

    /** Returns the word of a clause that is one word and not compound; otherwise null. */
    private static @Nullable String plainWord(Clause clause) {
        return clause.alternatives().size() == 1 && clause.alternatives().getFirst() instanceof Single single
                && single.parts().size() == 1 ? single.parts().getFirst() : null;
    }

    private Query term(SearchLanguage language, SearchTerm term) {
        return switch (term) {
            case Single single -> anyOf(variants(single).stream().map(variant -> word(language, variant))
                    .filter(found -> !(found instanceof MatchNoDocsQuery)).toList(), 0);
            case Phrase phrase ->
                anyOf(language.fields().stream().map(field -> phrase(language, field, phrase.parts(), 0, false)).toList(), 0);
            case Prefix prefix -> anyOf(
                    language.fields().stream().<Query>map(field -> new PrefixQuery(new Term(field, prefix.text()))).toList(), 0);
        };
    }

    List<Variant> variants(Single word) {
        return variants.computeIfAbsent(word, spelling::variants);
    }

    private Query word(SearchLanguage language, Variant variant) {
        var word = variant.word();
        var found = new ArrayList<Query>();
        if (word.parts().size() > 1 && (word.forms().isEmpty() || word.parts().stream().noneMatch(language::isStopWord)))
            found.add(inFields(language, field -> phrase(language, field, word.parts(), COMPOUND_SLOP, true)));
        for (var form : word.forms())
            if (!language.isStopWord(form)) found.add(inFields(language, field -> form(language, field, form)));
        return found.isEmpty() ? MatchNoDocsQuery.INSTANCE : boosted(anyOf(found, 0), variant.weight());
    }

    private static Query inFields(SearchLanguage language, Function<String, Query> query) {
        return new DisjunctionMaxQuery(
                List.of(boosted(query.apply(language.titleField()), TITLE), query.apply(language.textField())), OTHER_FIELD);
    }

    private static Query form(SearchLanguage language, String field, String form) {
        var exact = new TermQuery(new Term(field, form));
        var stem = language.stem(form);
        if (stem.equals(form)) return boosted(exact, 1 + EXACT);
        return new BooleanQuery.Builder().add(new TermQuery(new Term(field, stem)), Occur.SHOULD)
                .add(boosted(exact, EXACT), Occur.SHOULD).build();
    }

    private static Query phrase(SearchLanguage language, String field, List<String> parts, int slop, boolean stemmed) {
        var phrase = new PhraseQuery.Builder().setSlop(slop);
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (!language.isStopWord(part)) phrase.add(new Term(field, stemmed ? language.stem(part) : part), i);
        }
        var built = phrase.build();
        return built.getTerms().length == 0 ? MatchNoDocsQuery.INSTANCE : built;
    }

    /** Neighbouring words of the query, near each other. */
    private List<Query> near(SearchLanguage language, SearchQuery query) {
        var near = new ArrayList<Query>();
        String before = null;
        for (var clause : query.required()) {
            var word = plainWord(clause);
            if (word == null || language.isStopWord(word)) continue;
            var found = variants(SearchQuery.plain(word));
            var next = found.isEmpty() || found.getFirst().word().parts().size() > 1
                    ? null
                    : found.getFirst().word().parts().getFirst();
            if (before != null && next != null) {
                var pair = List.of(before, next);
                near.add(boosted(inFields(language, field -> phrase(language, field, pair, NEAR_SLOP, true)), NEAR));
            }
            before = next;
        }
        return near;
    }

    private static Query boosted(Query query, float boost) {
        return boost == 1 || query instanceof MatchNoDocsQuery ? query : new BoostQuery(query, boost);
    }

    private static Query anyOf(List<? extends Query> queries, float tie) {
        if (queries.isEmpty()) return MatchNoDocsQuery.INSTANCE;
        return queries.size() == 1 ? queries.getFirst() : new DisjunctionMaxQuery(List.copyOf(queries), tie);
    }
}
