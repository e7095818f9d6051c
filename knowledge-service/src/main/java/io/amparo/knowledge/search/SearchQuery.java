package io.amparo.knowledge.search;

import io.amparo.knowledge.search.SearchQuery.SearchTerm.Single;
import io.amparo.knowledge.search.Words.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query as its user writes it: words, {@code "a phrase"}, {@code -excluded}, {@code prefix*} and {@code one|other}. Every other
 * sign separates words, so no text is a syntax error; U+FFFD replaces a character that no text has, such as NUL.
 *
 * @param required clauses of which a result has all, or most if there are many
 * @param excluded terms that no result has
 */
record SearchQuery(List<Clause> required, List<SearchTerm> excluded) {
    private static final int MAX_CLAUSES = 32;
    private static final Pattern TERM = Pattern.compile(
            "(?<minus>(?<![^\\s(\\uFFFD])-)?(?:\"(?<phrase>[^\"]+)\"|(?<word>" + Words.WORD + ")(?<star>[-.']?\\*)?)|(?<or>\\|)");

    /** A word, a phrase or the beginning of a word. */
    sealed interface SearchTerm {
        /** @param text without positions, so that equal words are equal */
        record Single(List<String> forms, List<String> parts) implements SearchTerm {}

        record Phrase(List<String> parts) implements SearchTerm {}

        record Prefix(String text) implements SearchTerm {}
    }

    /** Terms of which one is enough. */
    record Clause(List<SearchTerm> alternatives) {
        /** Returns whether a result must have this clause however many others it has. */
        boolean isStrict() {
            return alternatives.stream().anyMatch(each -> !(each instanceof Single));
        }
    }

    static SearchQuery parse(String text) {
        var required = new ArrayList<List<SearchTerm>>();
        var excluded = new LinkedHashSet<SearchTerm>();
        var found = TERM.matcher(text);
        boolean alternative = false;
        while (found.find() && required.size() + excluded.size() < MAX_CLAUSES) {
            if (found.group("or") != null) {
                alternative = !required.isEmpty();
                continue;
            }
            var terms = found.group("phrase") != null
                    ? phrase(found.group("phrase"))
                    : words(found.group("word"), found.group("star"));
            if (found.group("minus") != null)
                excluded.addAll(terms);
            else if (alternative)
                required.getLast().addAll(terms);
            else
                terms.stream().map(List::of).map(ArrayList::new).filter(each -> !required.contains(each)).forEach(required::add);
            alternative = false;
        }
        return new SearchQuery(required.stream().map(Clause::new).toList(), List.copyOf(excluded));
    }

    /** Returns a query for items that are similar to a text: its words, without operators. */
    static SearchQuery similarTo(List<String> words) {
        return new SearchQuery(words.stream().map(word -> new Clause(List.of(plain(word)))).toList(), List.of());
    }

    static Single plain(String word) {
        return new Single(List.of(word), List.of(word));
    }

    private static List<SearchTerm> phrase(String text) {
        var parts = Words.of(text).stream().flatMap(word -> word.partTexts().stream()).toList();
        return parts.isEmpty() ? List.of() : List.of(new SearchTerm.Phrase(parts));
    }

    /** @param star the end of a prefix, with a separator that belongs to it as in {@code 10.20.*}; null for a whole word */
    private static List<SearchTerm> words(String text, @Nullable String star) {
        if (star != null) return List.of(new SearchTerm.Prefix(Words.fold(text) + star.substring(0, star.length() - 1)));
        return Words.of(text).stream().map(SearchQuery::single).collect(Collectors.toCollection(ArrayList::new));
    }

    private static SearchTerm single(Word word) {
        return new Single(word.forms(), word.partTexts());
    }
}
