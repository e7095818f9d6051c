package io.amparo.ticket.screening;

import io.amparo.platform.Adapter;
import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The analyzed terms of a version of the policy. */
@Adapter
final class TermIndex {

    /**
     * The words of a text that are terms.
     *
     * @param exclusionWords by exclusion, its words by their stem
     * @param productWords words that suggest the vendor's product
     */
    record Findings(Map<Exclusion, Map<String, Word>> exclusionWords, Map<String, Word> productWords) {}

    private final List<Exclusion> exclusions;
    private final Map<String, List<String>> productTerms;
    private final Map<Exclusion, List<Term>> exclusionQueries = new LinkedHashMap<>();
    private final List<Term> productQueries;

    TermIndex(List<Exclusion> exclusions, Map<String, List<String>> productTerms) {
        this.exclusions = exclusions;
        this.productTerms = productTerms;
        for (var each : exclusions) exclusionQueries.put(each, queries(each.terms()));
        productQueries = queries(productTerms);
    }

    private static List<Term> queries(Map<String, List<String>> terms) {
        return Stream.of(ScreeningLanguage.values())
                .flatMap(language -> terms.getOrDefault(language.tag(), List.of()).stream().map(term -> Term.of(language, term)))
                .toList();
    }

    boolean isOf(List<Exclusion> otherExclusions, Map<String, List<String>> otherProductTerms) {
        return exclusions.equals(otherExclusions) && productTerms.equals(otherProductTerms);
    }

    Findings find(String text) {
        var analyzed = new AnalyzedText(text);
        var found = new LinkedHashMap<Exclusion, Map<String, Word>>();
        exclusionQueries.forEach((exclusion, terms) -> {
            var words = words(analyzed, terms);
            if (!words.isEmpty()) found.put(exclusion, words);
        });
        return new Findings(found, words(analyzed, productQueries));
    }

    private static Map<String, Word> words(AnalyzedText text, List<Term> terms) {
        var words = new HashMap<String, Word>();
        for (var term : terms) {
            var query = term.query(text.vocabulary(term.language()));
            if (query != null) text.collect(term.language(), query, words);
        }
        return words;
    }
}
