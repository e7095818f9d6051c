package io.amparo.ticket.screening;

import io.amparo.ticket.policy.TicketPolicy;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Proposes exclusions for the text of a ticket (R8.2), from its distinct words that are terms of the policy; inflections of a
 * word count once. With e words of any exclusion and p words that suggest the vendor's product, the odds that the ticket is
 * excluded are (e / (p + 1))²: one word alone is an even chance. That probability is divided among the exclusions by the squares
 * of their numbers of words.
 */
final class ExclusionScreening {
    static final int MAX_PROPOSALS = 3;
    /** Below it, the text is about the product. */
    static final double MIN_PROBABILITY = 0.5;
    static final double MIN_CONFIDENCE = 0.3;
    private static final int MAX_WORDS = 20;
    /** Characters of the text that are read: a problem is described at the beginning, logs follow. */
    private static final int MAX_LENGTH = 20_000;

    /** The index of the last policy. It takes milliseconds to build, and a new version is rare. */
    private volatile TermIndex index = new TermIndex(List.of(), Map.of());

    /** Returns at most three proposals, the most confident first. */
    List<ExclusionProposal> propose(TicketPolicy policy, String text) {
        var findings = index(policy).find(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
        var found = findings.exclusionWords();
        var words = found.values().stream().flatMap(each -> each.keySet().stream()).distinct().count();
        var probability = probability(words / (findings.productWords().size() + 1.0));
        if (probability < MIN_PROBABILITY) return List.of();
        var total = found.values().stream().mapToDouble(each -> square(each.size())).sum();
        return found.entrySet().stream()
                .map(each -> new ExclusionProposal(each.getKey(), probability * square(each.getValue().size()) / total,
                        inOrder(each.getValue().values())))
                .filter(proposal -> proposal.confidence() >= MIN_CONFIDENCE)
                .sorted(Comparator.comparingDouble(ExclusionProposal::confidence).reversed()
                        .thenComparing(proposal -> proposal.exclusion().code()))
                .limit(MAX_PROPOSALS).toList();
    }

    private static double probability(double ratio) {
        return square(ratio) / (square(ratio) + 1);
    }

    private static double square(double number) {
        return number * number;
    }

    private static List<String> inOrder(Collection<Word> words) {
        return words.stream().sorted(Comparator.comparingInt(Word::start)).map(Word::text).limit(MAX_WORDS).toList();
    }

    private TermIndex index(TicketPolicy policy) {
        var current = index;
        if (!current.isOf(policy.exclusions(), policy.productTerms()))
            index = current = new TermIndex(policy.exclusions(), policy.productTerms());
        return current;
    }
}
