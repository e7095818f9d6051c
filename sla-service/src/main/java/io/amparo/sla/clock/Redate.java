package io.amparo.sla.clock;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.plan.Objective.CalendarVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish to move a ticket to another version of a policy, or to what is agreed with its customer. As a fact it counts from its
 * instant on: what was used up before stays counted by the old version.
 *
 * @param what PLAN, CALENDAR, TZDATA or AGREED
 * @param from what the ticket must still count by, as {@link #inForce} says it
 */
public record Redate(What what, String from, String to) {
    private static final String CAUSE = "migration/";

    /**
     * The plan, the version of the time zone data, or what is agreed; or the version of this calendar that was put in the place
     * of the plan's own, 0 where none was.
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

    /** Counting in this calendar by the version that the plan names. */
    private static String planned(String calendarId) {
        return calendarId + "/0";
    }

    /** How the facts of a migration are known in every ledger. */
    public static String cause(String migrationId) {
        return CAUSE + migrationId;
    }

    /**
     * That a ledger has heard of a migration, or of a change of the contract.
     *
     * @param what what has changed, or what that brought along; PASSED_OVER where nothing has
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

    /** What {@code id/version} names. */
    public static CalendarVersion named(String value) {
        return Situation.calendar(value);
    }

    /**
     * What this adds to a ledger: nothing where it was heard before; a fact that moves no clock where the ticket is over, or has
     * come to count by something else meanwhile. It counts from no earlier than what the ticket counts by already.
     *
     * @param contract what the customer's contract says; null where none is known
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
