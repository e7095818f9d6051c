package io.amparo.sla.clock;

import static java.util.Objects.requireNonNull;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * The terms that apply to a ticket after a migration or a contract change. A fact holds them as {@link AgreedDocument JSON}.
 *
 * @param plan plan/version, from that fact on
 * @param agreed the terms that apply in place of the contract; null for the contract itself
 * @param instead the contract terms that are replaced; when the contract changes to others, the contract applies again
 */
public record Agreed(String plan, @Nullable Agreement agreed, @Nullable Agreement instead) {
    public Agreed {
        requireNonNull(plan, "plan");
        if (agreed != null) requireNonNull(instead, "instead");
    }

    /** Returns the override in force, with the current plan of the ticket. */
    public static Agreed of(Ledger ledger) {
        var plan = ledger.value(What.PLAN);
        return ledger.last(What.AGREED).map(Agreed::read).map(last -> new Agreed(plan, last.agreed, last.instead))
                .orElseGet(() -> new Agreed(plan, null, null));
    }

    public static Agreed read(String text) {
        return AgreedDocument.read(text);
    }

    static Agreed read(Fact fact) {
        return read(fact.value());
    }

    public String text() {
        return AgreedDocument.write(this);
    }

    /** Whether the override still applies: it replaces nothing, or exactly these contract terms. */
    public boolean standsBeside(Agreement contract) {
        return agreed == null || contract.equals(instead);
    }

    /** Returns the terms that apply under this contract. */
    public Agreement over(Agreement contract) {
        return agreed == null ? contract : agreed;
    }
}
