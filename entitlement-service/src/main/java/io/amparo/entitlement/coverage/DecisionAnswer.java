package io.amparo.entitlement.coverage;

import io.amparo.entitlement.wording.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision with texts in the caller's language. */
record DecisionAnswer(String decision, @Nullable String via, List<Why> reasons, List<Hint> warnings, List<Instead> alternatives,
        String clause, @Nullable Customer customer, @Nullable Contact contact, @Nullable String slaPlan) {

    record Why(String code, String clause, String text) {}

    record Hint(String code, String text) {}

    record Instead(String code, String text, @Nullable String href) {}

    record Customer(String id, String name) {}

    record Contact(String email, String name, String language) {}

    /** Includes the customer only for its own contacts, so that strangers cannot find out who is a customer. */
    static DecisionAnswer of(Decision decision, Wording wording) {
        var party = decision.party();
        var name = party == null ? null : party.contactName();
        var language = party == null ? null : party.language();
        var named = party != null && name != null && language != null;
        return new DecisionAnswer(decision.outcome(), decision.via(),
                decision.reasons().stream().map(reason -> new Why(reason.code(), reason.clause(), cited(reason, wording)))
                        .toList(),
                decision.warnings().stream().map(warning -> new Hint(warning.code(), cited(warning, wording))).toList(),
                decision.alternatives().stream()
                        .map(other -> new Instead(other.code(), wording.of("alternative." + other.code(), other.details()),
                                other.href()))
                        .toList(),
                decision.clause(), named ? new Customer(party.customerId(), party.customerName()) : null,
                named ? new Contact(decision.wish().email(), name, language) : null, decision.slaPlan());
    }

    private static String cited(Reason reason, Wording wording) {
        return "%s (%s)".formatted(wording.of("reason." + reason.code(), reason.details()),
                wording.of("clause." + reason.clause()));
    }
}
