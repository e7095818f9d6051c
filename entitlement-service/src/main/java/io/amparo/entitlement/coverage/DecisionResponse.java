package io.amparo.entitlement.coverage;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.events.Vocabulary;
import io.amparo.platform.web.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with texts in the caller's language.
 *
 * @param policy version of the support policy by which it was decided
 */
record DecisionResponse(Decision.Outcome decision, @OneOf(Vocabulary.EntitlementSource.class) @Nullable String via,
        List<ReasonJson> reasons, List<WarningJson> warnings, List<AlternativeJson> alternatives, String clause,
        @Nullable Customer customer, @Nullable Contact contact, @Nullable String slaPlan, @Nullable String policy) {

    record WarningJson(String code, String text) {}

    record AlternativeJson(String code, String text, @Nullable String href) {}

    record Customer(String id, String name) {}

    record Contact(String id, String name, String language) {}

    /** Includes the customer only for its own contacts, so that strangers cannot find out who is a customer. */
    static DecisionResponse of(Decision decision, LocalizedMessages messages) {
        var party = decision.party();
        var name = party == null ? null : party.contactName();
        var language = party == null ? null : party.language();
        var isContact = party != null && name != null && language != null;
        return new DecisionResponse(decision.outcome(), decision.via(),
                decision.reasons().stream().map(reason -> ReasonJson.of(reason, messages)).toList(),
                decision.warnings().stream()
                        .map(warning -> new WarningJson(warning.code(), ReasonJson.of(warning, messages).text())).toList(),
                decision.alternatives().stream().map(
                        alternative -> new AlternativeJson(alternative.code(), alternative.text(messages), alternative.href()))
                        .toList(),
                decision.clause(), isContact ? new Customer(party.customerId(), party.customerName()) : null,
                isContact ? new Contact(decision.query().person(), name, language) : null, decision.slaPlan(), decision.policy());
    }
}
