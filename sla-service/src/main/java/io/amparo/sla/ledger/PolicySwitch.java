package io.amparo.sla.ledger;

import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.SwitchSkipped;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to switch a ticket from one version of a policy, of the time zone data or of its customer's terms to another. As a
 * fact it applies from its instant on; open time consumed before stays counted by the old version.
 */
public sealed interface PolicySwitch {

    record PlanSwitch(PlanVersion from, PlanVersion to) implements PolicySwitch {
        @Override
        public boolean startsFromVersionInForce(Ledger ledger) {
            return ledger.plan().filter(from::equals).isPresent();
        }

        @Override
        public TicketFact toFact(Origin origin) {
            return new PlanChanged(origin, to);
        }

        @Override
        public PolicySwitch reversed() {
            return new PlanSwitch(to, from);
        }
    }

    /** Version 0 is the version that the plan names. */
    record CalendarSwitch(CalendarVersion from, CalendarVersion to) implements PolicySwitch {
        /** Returns the calendar in the version that replaces the one named by the plan, 0 if none does. */
        public static CalendarVersion versionInForce(Ledger ledger, String calendarId) {
            var inForce = new CalendarVersion(calendarId, 0);
            for (var fact : ledger.facts()) {
                if (fact instanceof PlanChanged) inForce = new CalendarVersion(calendarId, 0);
                if (fact instanceof CalendarChanged change && change.calendar().id().equals(calendarId))
                    inForce = change.calendar();
            }
            return inForce;
        }

        @Override
        public boolean startsFromVersionInForce(Ledger ledger) {
            return versionInForce(ledger, from.id()).equals(from);
        }

        @Override
        public TicketFact toFact(Origin origin) {
            return new CalendarChanged(origin, to);
        }

        @Override
        public PolicySwitch reversed() {
            return new CalendarSwitch(to, from);
        }
    }

    record TzdataSwitch(String from, String to) implements PolicySwitch {
        @Override
        public boolean startsFromVersionInForce(Ledger ledger) {
            return ledger.last(TzdataChanged.class).filter(fact -> fact.version().equals(from)).isPresent();
        }

        @Override
        public TicketFact toFact(Origin origin) {
            return new TzdataChanged(origin, to);
        }

        @Override
        public PolicySwitch reversed() {
            return new TzdataSwitch(to, from);
        }
    }

    record TermsSwitch(TermsOverride from, TermsOverride to) implements PolicySwitch {
        @Override
        public boolean startsFromVersionInForce(Ledger ledger) {
            return TermsOverride.inForce(ledger).filter(from::equals).isPresent();
        }

        @Override
        public boolean appliesTo(ContractTerms contract) {
            return to.appliesTo(contract);
        }

        @Override
        public TicketFact toFact(Origin origin) {
            return new TermsOverridden(origin, to);
        }

        @Override
        public PolicySwitch reversed() {
            return new TermsSwitch(to, from);
        }
    }

    /** Whether the version to leave is in force. */
    boolean startsFromVersionInForce(Ledger ledger);

    /** Returns the fact that puts the new version in force. */
    TicketFact toFact(Origin origin);

    /** Returns the switch that undoes this one. */
    PolicySwitch reversed();

    /** Whether the new version can apply under this contract. */
    default boolean appliesTo(ContractTerms contract) {
        return true;
    }

    /**
     * Returns the fact that this switch adds to a ledger; empty if the ledger contains it already. The switch is skipped, and
     * moves no clock, if the ticket is over or another version is in force meanwhile. It applies no earlier than the terms in
     * force.
     *
     * @param contract the terms of the customer's contract; null if unknown
     */
    default Optional<TicketFact> factFor(Ledger ledger, @Nullable ContractTerms contract, String cause, Instant at,
            @Nullable String by, @Nullable String reason) {
        if (ledger.facts().stream().anyMatch(fact -> fact.cause().equals(cause))) return Optional.empty();
        boolean applies = ledger.isActive() && startsFromVersionInForce(ledger) && (contract == null || appliesTo(contract));
        var termsSince = MissingTermFacts.termsSince(ledger);
        var fact = toFact(new Origin(cause, termsSince.isAfter(at) ? termsSince : at, by, reason));
        return Optional.of(applies ? fact : new SwitchSkipped(fact.origin(), FactCodec.value(fact)));
    }
}
