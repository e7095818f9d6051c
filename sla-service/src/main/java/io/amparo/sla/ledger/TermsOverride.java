package io.amparo.sla.ledger;

import static java.util.Objects.requireNonNull;

import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.Fact.What;
import org.jspecify.annotations.Nullable;

/**
 * The terms that apply to a ticket after a migration or a contract change. A fact holds them as {@link TermsOverrideCodec JSON}.
 *
 * @param plan plan/version, from that fact on
 * @param agreed the terms that apply in place of the contract; null for the contract itself
 * @param replaces the contract terms that are replaced; when the contract changes to others, the contract applies again
 */
public record TermsOverride(String plan, @Nullable ContractTerms agreed, @Nullable ContractTerms replaces) {
    public TermsOverride {
        requireNonNull(plan, "plan");
        if (agreed != null) requireNonNull(replaces, "instead");
    }

    /** Returns the override in force, with the current plan of the ticket. */
    public static TermsOverride of(Ledger ledger) {
        var plan = ledger.value(What.PLAN);
        return ledger.last(What.AGREED).map(TermsOverride::parse).map(last -> new TermsOverride(plan, last.agreed, last.replaces))
                .orElseGet(() -> new TermsOverride(plan, null, null));
    }

    public static TermsOverride parse(String json) {
        return TermsOverrideCodec.decode(json);
    }

    static TermsOverride parse(Fact fact) {
        return parse(fact.value());
    }

    public String toJson() {
        return TermsOverrideCodec.encode(this);
    }

    /** Whether the override still applies: it replaces nothing, or exactly these contract terms. */
    public boolean appliesTo(ContractTerms contract) {
        return agreed == null || contract.equals(replaces);
    }

    /** Returns the terms that apply under this contract. */
    public ContractTerms effectiveTerms(ContractTerms contract) {
        return agreed == null ? contract : agreed;
    }
}
