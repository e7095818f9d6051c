package io.amparo.sla.ledger;

import io.amparo.sla.clock.TicketState;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.plan.Objective.CalendarVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to switch a ticket to another version of a policy, or to other terms of its customer. As a fact it applies from its
 * instant on; open time consumed before stays counted by the old version.
 *
 * @param what PLAN, CALENDAR, TZDATA or AGREED
 * @param from the value that must still be in force, in the format of {@link #inForce}
 */
public record PolicySwitch(What what, String from, String to) {
    private static final String CAUSE_PREFIX = "migration/";

    /**
     * Returns the plan, the version of the time zone data, or the terms override in force. For CALENDAR it returns the version
     * that replaced the one named by the plan, 0 if none did.
     */
    public static String inForce(Ledger ledger, What what, String calendarId) {
        if (what == What.AGREED) return TermsOverride.of(ledger).toJson();
        if (what != What.CALENDAR) return ledger.value(what);
        var inForce = plannedVersion(calendarId);
        for (var fact : ledger.facts()) {
            if (fact.what() == What.PLAN) inForce = plannedVersion(calendarId);
            if (fact.what() == What.CALENDAR && parseVersion(fact.value()).id().equals(calendarId)) inForce = fact.value();
        }
        return inForce;
    }

    /** Returns the calendar in the version that the plan names. */
    private static String plannedVersion(String calendarId) {
        return calendarId + "/0";
    }

    /** Returns the cause of the facts of a migration, which is the same in every ledger. */
    public static String cause(String migrationId) {
        return CAUSE_PREFIX + migrationId;
    }

    /**
     * The record in a ledger of a migration or a contract change.
     *
     * @param what the type of the fact that was switched, or that came with the switch; SKIPPED for a skipped switch
     */
    public record SwitchOutcome(String cause, What what) {
        public static List<SwitchOutcome> in(Ledger ledger) {
            return ledger.facts().stream().flatMap(fact -> of(fact, ledger.customerId()).stream()).distinct().toList();
        }

        public static Optional<SwitchOutcome> of(Fact fact, String customerId) {
            if (fact.cause().startsWith(CAUSE_PREFIX)) return Optional.of(new SwitchOutcome(fact.cause(), fact.what()));
            return MissingTermFacts.changeCause(fact.cause(), customerId).map(change -> new SwitchOutcome(change, What.AGREED));
        }
    }

    /** Parses {@code id/version}. */
    public static CalendarVersion parseVersion(String value) {
        return TicketState.calendar(value);
    }

    /**
     * Returns the fact that this switch adds to a ledger; empty if the ledger contains it already. The fact is SKIPPED, and moves
     * no clock, if the ticket is over or another value is in force meanwhile. It applies no earlier than the terms in force.
     *
     * @param contract the terms of the customer's contract; null if unknown
     */
    public Optional<Fact> toFact(Ledger ledger, @Nullable ContractTerms contract, String cause, Instant at, String by,
            @Nullable String reason) {
        if (ledger.facts().stream().anyMatch(fact -> fact.cause().equals(cause))) return Optional.empty();
        var calendar = what == What.CALENDAR ? parseVersion(from).id() : "";
        boolean applies = ledger.isActive() && inForce(ledger, what, calendar).equals(from)
                && (what != What.AGREED || contract == null || TermsOverride.parse(to).appliesTo(contract));
        var since = MissingTermFacts.termsSince(ledger);
        return Optional.of(new Fact(cause, since.isAfter(at) ? since : at, applies ? what : What.SKIPPED, to, by, reason));
    }
}
