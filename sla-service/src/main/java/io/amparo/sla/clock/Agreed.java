package io.amparo.sla.clock;

import static java.util.Objects.requireNonNull;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * By what a ticket counts since a migration, or a contract, has moved it; as the value of a fact it is {@link AgreedDocument
 * text}.
 *
 * @param plan plan/version, from that fact on
 * @param agreed what counts in place of the contract; null for the contract itself
 * @param instead the contract in whose place it counts: when that comes to say something else, it counts again
 */
public record Agreed(String plan, @Nullable Agreement agreed, @Nullable Agreement instead) {
    public Agreed {
        requireNonNull(plan, "plan");
        if (agreed != null) requireNonNull(instead, "instead");
    }

    /** By what a ticket counts now, its present plan included. */
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

    /** Whether nothing has been agreed since in which this has no place. */
    public boolean standsBeside(Agreement contract) {
        return agreed == null || contract.equals(instead);
    }

    /** What counts while the contract says this. */
    public Agreement over(Agreement contract) {
        return agreed == null ? contract : agreed;
    }
}
