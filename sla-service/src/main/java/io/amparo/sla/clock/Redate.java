package io.amparo.sla.clock;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
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
public record Redate(What what, String from, String to) {
    private static final String CAUSE = "migration/";

    /**
     * Returns the plan, the version of the time zone data, or the terms override in force. For CALENDAR it returns the version
     * that replaced the one named by the plan, 0 if none did.
     */
    public static String inForce(Ledger ledger, What what, String calendarId) {
        if (what == What.AGREED) return Agreed.of(ledger).text();
        if (what != What.CALENDAR) return ledger.value(what);
        var inForce = planned(calendarId);
        for (var fact : ledger.facts()) {
            if (fact.what() == What.PLAN) inForce = planned(calendarId);
            if (fact.what() == What.CALENDAR && named(fact.value()).id().equals(calendarId)) inForce = fact.value();
        }
        return inForce;
    }

    /** Returns the calendar in the version that the plan names. */
    private static String planned(String calendarId) {
        return calendarId + "/0";
    }

    /** Returns the cause of the facts of a migration, which is the same in every ledger. */
    public static String cause(String migrationId) {
        return CAUSE + migrationId;
    }

    /**
     * The record in a ledger of a migration or a contract change.
     *
     * @param what the type of the fact that was switched, or that came with the switch; PASSED_OVER for a skipped switch
     */
    public record Answer(String cause, What what) {
        public static List<Answer> in(Ledger ledger) {
            return ledger.facts().stream().flatMap(fact -> of(fact, ledger.customerId()).stream()).distinct().toList();
        }

        public static Optional<Answer> of(Fact fact, String customerId) {
            if (fact.cause().startsWith(CAUSE)) return Optional.of(new Answer(fact.cause(), fact.what()));
            return Terms.change(fact.cause(), customerId).map(change -> new Answer(change, What.AGREED));
        }
    }

    /** Parses {@code id/version}. */
    public static CalendarVersion named(String value) {
        return Situation.calendar(value);
    }

    /**
     * Returns the fact that this switch adds to a ledger; empty if the ledger contains it already. The fact is PASSED_OVER, and
     * moves no clock, if the ticket is over or another value is in force meanwhile. It applies no earlier than the terms in
     * force.
     *
     * @param contract the terms of the customer's contract; null if unknown
     */
    public Optional<Fact> fact(Ledger ledger, @Nullable Agreement contract, String cause, Instant at, String by,
            @Nullable String reason) {
        if (ledger.facts().stream().anyMatch(fact -> fact.cause().equals(cause))) return Optional.empty();
        var calendar = what == What.CALENDAR ? named(from).id() : "";
        boolean fits = ledger.isOn() && inForce(ledger, what, calendar).equals(from)
                && (what != What.AGREED || contract == null || Agreed.read(to).standsBeside(contract));
        var since = Terms.lastOf(ledger);
        return Optional.of(new Fact(cause, since.isAfter(at) ? since : at, fits ? what : What.PASSED_OVER, to, by, reason));
    }
}
