package io.amparo.sla.ledger;

import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import java.util.List;
import java.util.Optional;

/**
 * The record of a migration or a contract change in a ledger.
 *
 * @param kind the kind of the fact that was switched, or that came with the switch; {@code SwitchSkipped} for a skipped switch
 */
public record SwitchOutcome(String cause, Class<? extends TicketFact> kind) {
    private static final String CAUSE_PREFIX = "migration/";

    /** Returns the cause of the facts of a migration, which is the same in every ledger. */
    public static String causeOf(String migrationId) {
        return CAUSE_PREFIX + migrationId;
    }

    /** Whether the contract itself changed, without a migration that somebody requested. */
    public boolean isContractChange() {
        return !cause.startsWith(CAUSE_PREFIX);
    }

    public static List<SwitchOutcome> in(Ledger ledger) {
        return ledger.facts().stream().flatMap(fact -> of(fact, ledger.customerId()).stream()).distinct().toList();
    }

    public static Optional<SwitchOutcome> of(TicketFact fact, String customerId) {
        if (fact.cause().startsWith(CAUSE_PREFIX)) return Optional.of(new SwitchOutcome(fact.cause(), fact.getClass()));
        return MissingTermFacts.changeCause(fact.cause(), customerId)
                .map(change -> new SwitchOutcome(change, TermsOverridden.class));
    }
}
