package io.amparo.entitlement.policy;

import io.amparo.events.policy.PolicyEvent;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.events.policy.PolicyEvent.PolicyTerms;
import io.amparo.events.policy.PolicyEvent.PolicyText;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;

/** A version of the policy with the instant of its publication. */
record PublishedPolicy(SupportPolicy policy, Instant publishedAt) {

    /** Emits the whole version as PolicyPublished. */
    Change<PublishedPolicy, PolicyEvent> toChange() {
        return Change.of(this, List.of(event()));
    }

    private PolicyPublished event() {
        return new PolicyPublished(policy.id(), policy.version(), policy.vendor().name(), policy.vendor().zone(),
                policy.editions().stream()
                        .map(each -> new PolicyEvent.PolicyEdition(each.code(), texts(each.name()), each.services(),
                                each.includedIncidents()))
                        .toList(),
                policy.services().stream()
                        .map(each -> new PolicyEvent.PolicyService(each.code(), texts(each.name()), each.clause(),
                                each.openToAll(), each.ticketKind()))
                        .toList(),
                policy.packages().stream()
                        .map(each -> new PolicyEvent.PolicyPackage(each.code(), texts(each.name()), each.clause(),
                                each.countsUnits(), each.effects()))
                        .toList(),
                policy.consultancyServices().stream()
                        .map(each -> new PolicyEvent.PolicyConsultancy(each.code(), texts(each.name()), each.clause())).toList(),
                policy.exclusions().stream()
                        .map(each -> new PolicyEvent.PolicyExclusion(each.code(), texts(each.name()), each.clause(),
                                terms(each.terms())))
                        .toList(),
                policy.vendor().productTerms() == null ? null : terms(policy.vendor().productTerms()),
                policy.duties().stream()
                        .map(each -> new PolicyEvent.PolicyDuty(each.code(), each.party().name(), each.clause(),
                                texts(each.text()), each.effect().name()))
                        .toList(),
                policy.ticketKinds().stream()
                        .map(each -> new PolicyEvent.PolicyTicketKind(each.code(), texts(each.name()), each.via().name(),
                                each.clause(), each.requiredFields(), each.extraFields(),
                                each.fields() == null ? null : fields(each.fields())))
                        .toList(),
                policy.priorities().stream()
                        .map(each -> new PolicyEvent.PriorityRule(each.impact().name(), each.urgency().name(),
                                each.priority().name()))
                        .toList(),
                policy.clauses().stream().map(each -> new PolicyEvent.PolicyClause(each.code(), texts(each.text()))).toList(),
                publishedAt);
    }

    private static List<PolicyEvent.PolicyField> fields(List<SupportPolicyField> fields) {
        return fields.stream()
                .map(each -> new PolicyEvent.PolicyField(each.code(), each.type().name(), each.required(), texts(each.label()),
                        each.choicesOrNone().stream()
                                .map(choice -> new PolicyEvent.PolicyChoice(choice.code(), texts(choice.label()))).toList(),
                        each.maxLength()))
                .toList();
    }

    private static List<PolicyText> texts(LocalizedText text) {
        return List.of(new PolicyText("pt-BR", text.ptBr()), new PolicyText("en", text.en()), new PolicyText("es", text.es()));
    }

    private static List<PolicyTerms> terms(LocalizedTerms terms) {
        return List.of(new PolicyTerms("pt-BR", terms.ptBr()), new PolicyTerms("en", terms.en()),
                new PolicyTerms("es", terms.es()));
    }
}
