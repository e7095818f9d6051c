package io.amparo.ticket.policy;

import io.amparo.platform.web.ApiException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The part of the support policy that tickets need.
 *
 * @param id id of the policy
 * @param version version of the policy, from 1
 * @param zone zone in which the vendor's years begin
 * @param productTerms by language, what in a text suggests the vendor's product
 */
public record TicketPolicy(String id, int version, ZoneId zone, List<KindRule> kinds, List<PriorityRule> priorities,
        List<Exclusion> exclusions, Map<String, List<String>> productTerms) {

    /**
     * A kind of ticket.
     *
     * @param requiredFields fields that a request must have (R1.2)
     * @param fields further fields that the vendor defines
     */
    public record KindRule(String kind, List<String> requiredFields, List<FieldRule> fields) {
        public KindRule {
            requiredFields = List.copyOf(requiredFields);
            fields = List.copyOf(fields);
        }

        public KindRule(String kind, List<String> requiredFields) {
            this(kind, requiredFields, List.of());
        }
    }

    /** An entry of the priority matrix. */
    public record PriorityRule(String impact, String urgency, String priority) {}

    /**
     * An exclusion from support (R8.1).
     *
     * @param names name by language
     * @param terms by language, what in a text suggests it
     */
    public record Exclusion(String code, String clause, Map<String, String> names, Map<String, List<String>> terms) {
        private static final String FALLBACK = "pt-BR";

        public Exclusion {
            names = Map.copyOf(names);
            terms = Map.copyOf(terms);
        }

        /** Returns the name in this language; in Portuguese for a language that the policy does not have. */
        public String name(Locale language) {
            return names.entrySet().stream()
                    .filter(name -> Locale.forLanguageTag(name.getKey()).getLanguage().equals(language.getLanguage()))
                    .map(Map.Entry::getValue).findFirst().orElseGet(() -> names.getOrDefault(FALLBACK, code));
        }
    }

    public TicketPolicy {
        kinds = List.copyOf(kinds);
        priorities = List.copyOf(priorities);
        exclusions = List.copyOf(exclusions);
        productTerms = Map.copyOf(productTerms);
    }

    /** Returns what names this version: {@code <id>/<version>}. */
    public String reference() {
        return id + "/" + version;
    }

    /**
     * Returns the fields that a ticket of this kind needs.
     *
     * @throws ApiException 422 that names the kinds of the policy, if it has no tickets of this kind
     */
    public List<String> requiredFields(String kind) {
        return rule(kind).requiredFields();
    }

    /**
     * Returns the fields that the vendor defines for tickets of this kind.
     *
     * @throws ApiException 422 that names the kinds of the policy, if it has no tickets of this kind
     */
    public List<FieldRule> fields(String kind) {
        return rule(kind).fields();
    }

    private KindRule rule(String kind) {
        return kinds.stream().filter(rule -> rule.kind().equals(kind)).findFirst()
                .orElseThrow(() -> ApiException.invalidOneOf("kind", kinds.stream().map(KindRule::kind).toList()));
    }

    /** Returns the priority by the matrix, which has an entry for each pair. */
    public String priority(String impact, String urgency) {
        return priorities.stream().filter(rule -> rule.impact().equals(impact) && rule.urgency().equals(urgency)).findFirst()
                .orElseThrow().priority();
    }

    /** @throws ApiException 422 that names the field and the exclusions of the policy */
    public Exclusion requireExclusion(String field, String code) {
        return exclusions.stream().filter(each -> each.code().equals(code)).findFirst()
                .orElseThrow(() -> ApiException.invalidOneOf(field, exclusions.stream().map(Exclusion::code).toList()));
    }
}
