package io.amparo.events.sla;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of the SLA engine. Read-committed consumers receive each generation of an edge exactly once: a rung that a rescheduling
 * withdraws may be reached again, which is the next generation. The events of a ticket, applied in order, give the state of its
 * clocks at each instant.
 */
public sealed interface SlaEvent extends DomainEvent {
    String ticketId();

    String number();

    String customerId();

    @Override
    default String key() {
        return customerId();
    }

    /**
     * One SLA clock.
     *
     * @param metric FIRST_RESPONSE, NEXT_RESPONSE, PERIODIC_UPDATE, RESOLUTION or FIX_DELIVERED
     * @param cycle 1 for the first run of this clock, incremented each time the clock restarts
     * @param budget ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of the consumed open time
     * @param dueAt the instant at which the clock is missed; null during a pause without end
     * @param tzdata version of the time zone data on which the due instant is based
     * @param state RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED or CANCELLED
     */
    record Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt, @Nullable String tzdata,
            String state) {
        /** A running clock. */
        public Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt) {
            this(metric, cycle, budget, consumed, dueAt, null, "RUNNING");
        }
    }

    /**
     * A rung that another event of the same evaluation reports. The event that contains it announces it to people as well, so
     * that a change of the contract causes one mail per ticket, not one per rung.
     *
     * @param percent share of the budget; 100 is the breach
     * @param withdrawn whether the clock no longer reaches this rung
     * @param dueAt due instant of the clock; null during a pause without end
     * @param recipients escalation targets of the rung; null for none
     */
    record AnnouncedRung(String metric, int cycle, int percent, boolean withdrawn, @Nullable Instant dueAt,
            @Nullable List<String> recipients) {}

    /**
     * A fact in the ledger of a ticket, as {@code GET /sla/clocks/{ticket}} returns it.
     *
     * @param cause causation id
     * @param term type of the fact: CONTRACT, PLAN, COVER, SUPPORT, CALENDAR, AGREED …
     * @param since instant from which the fact applies
     * @param by who caused the fact; null if no person did
     */
    record Term(String cause, String term, String value, Instant since, @Nullable String by, @Nullable String reason) {
        public Term(String cause, String term, String value, Instant since) {
            this(cause, term, value, since, null, null);
        }
    }

    /**
     * The clocks of an opened ticket have started.
     *
     * @param contract the plan of the customer's contract, which may differ from the promised plan
     */
    @EventType("io.amparo.sla.SlaAssigned.v1")
    record SlaAssigned(String ticketId, String number, String customerId, String subject, String kind, String priority,
            String plan, int planVersion, String calendar, String zone, List<Clock> clocks, Instant assignedAt,
            @Nullable String contract) implements SlaEvent {
        public SlaAssigned(String ticketId, String number, String customerId, String subject, String kind, String priority,
                String plan, int planVersion, String calendar, String zone, List<Clock> clocks, Instant assignedAt) {
            this(ticketId, number, customerId, subject, kind, priority, plan, planVersion, calendar, zone, clocks, assignedAt,
                    null);
        }
    }

    /**
     * A clock has reached a rung of the escalation ladder.
     *
     * @param percent consumed share of the budget; above 100 percent the SLA is already breached
     * @param warnAt the instant at which the clock reached the rung
     * @param dueAt as in {@link Clock}; null if the clock pauses without end at the instant of the warning
     * @param recipients escalation targets of this rung: owner, agent, manager, product-manager, admin; null for none
     * @param announcedBy id of the event of the same evaluation that announces this rung to people; null if this event does
     * @param announces further rungs that this event announces, the most severe first; null for none
     */
    @EventType("io.amparo.sla.SlaWarned.v1")
    record SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, int percent, Instant warnAt, @Nullable Instant dueAt, Instant firedAt,
            @Nullable List<String> recipients, @Nullable String tzdata, @Nullable String announcedBy,
            @Nullable List<AnnouncedRung> announces) implements SlaEvent {
        public SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, int percent, Instant warnAt, @Nullable Instant dueAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt, firedAt, null,
                    null, null, null);
        }

        public SlaWarned announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaWarned(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt,
                    firedAt, recipients, tzdata, mostSevere, others);
        }
    }

    /**
     * A clock has consumed its whole budget.
     *
     * @param dueAt as in {@link Clock}
     * @param recipients escalation targets, as in {@link SlaWarned}
     * @param announcedBy as in {@link SlaWarned}
     * @param announces as in {@link SlaWarned}
     */
    @EventType("io.amparo.sla.SlaBreached.v1")
    record SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, Instant dueAt, Instant firedAt, @Nullable List<String> recipients, @Nullable String tzdata,
            @Nullable String announcedBy, @Nullable List<AnnouncedRung> announces) implements SlaEvent {
        public SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, Instant dueAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt, null, null, null, null);
        }

        public SlaBreached announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaBreached(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt,
                    recipients, tzdata, mostSevere, others);
        }
    }

    /**
     * The SLA target was met.
     *
     * @param dueAt as in {@link Clock}
     * @param late whether it was met after its breach; the state of the clock is then MISSED
     * @param tzdata version of the time zone data on which the due instant is based
     */
    @EventType("io.amparo.sla.SlaMet.v1")
    record SlaMet(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant dueAt,
            boolean late, String consumed, Instant metAt, @Nullable String tzdata) implements SlaEvent {
        public SlaMet(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant dueAt,
                boolean late, String consumed, Instant metAt) {
            this(ticketId, number, customerId, metric, cycle, dueAt, late, consumed, metAt, null);
        }
    }

    /**
     * Clocks of a ticket are paused.
     *
     * @param status the ticket status that pauses the clocks
     */
    @EventType("io.amparo.sla.SlaPaused.v1")
    record SlaPaused(String ticketId, String number, String customerId, String status, List<Clock> clocks,
            Instant pausedAt) implements SlaEvent {}

    /** Clocks run from this instant on: clocks that were paused, and clocks that start a new cycle. */
    @EventType("io.amparo.sla.SlaResumed.v1")
    record SlaResumed(String ticketId, String number, String customerId, List<Clock> clocks,
            Instant resumedAt) implements SlaEvent {}

    /**
     * A fact changed the due instant or the budget of a clock, or withdrew rungs that the clock had reached. A pause is not such
     * a fact. The event contains the clock as it is after the change.
     *
     * @param from the previous due instant; null during a pause without end
     * @param to the new due instant; null during a pause without end
     * @param term type of the fact: PRIORITY, KIND, PLAN, COVER, CALENDAR, TZDATA or BUG; another one only if that fact arrived
     *     after an edge which it changes
     * @param value value of that fact, as in the ledger
     * @param by who caused it; null if no person did
     * @param tzdata version of the time zone data on which the new instant is based
     * @param state state of the clock, as in {@link Clock}
     * @param budget ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of the consumed open time
     * @param withdrawn percentages of the rungs that were emitted and are no longer reached; 100 is the breach
     * @param withdrawnRecipients escalation targets of the withdrawn breach; null for none
     * @param announcedBy as in {@link SlaWarned}; only a withdrawn breach is announced to people
     * @param announces as in {@link SlaWarned}
     */
    @EventType("io.amparo.sla.SlaRescheduled.v1")
    record SlaRescheduled(String ticketId, String number, String customerId, String subject, String metric, int cycle,
            @Nullable Instant from, @Nullable Instant to, String term, String value, @Nullable String by, @Nullable String reason,
            Instant rescheduledAt, @Nullable String tzdata, String state, String budget, String consumed, String plan,
            int planVersion, String calendar, String zone, List<Integer> withdrawn, @Nullable List<String> withdrawnRecipients,
            @Nullable String announcedBy, @Nullable List<AnnouncedRung> announces) implements SlaEvent {
        public SlaRescheduled announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaRescheduled(ticketId, number, customerId, subject, metric, cycle, from, to, term, value, by, reason,
                    rescheduledAt, tzdata, state, budget, consumed, plan, planVersion, calendar, zone, withdrawn,
                    withdrawnRecipients, mostSevere, others);
        }
    }

    /**
     * The engine has added facts to the ledger of a ticket. Together with the events of the ticket they determine its clocks.
     * When the ticket is opened, this event contains all facts of the opening.
     */
    @EventType("io.amparo.sla.SlaTermsChanged.v1")
    record SlaTermsChanged(String ticketId, String number, String customerId, String subject, List<Term> terms,
            Instant changedAt) implements SlaEvent {}

    /**
     * A clock was cancelled.
     *
     * @param code DECLINED, REFUSED, END_OF_LIFE, NOT_PROMISED, BUG_DISQUALIFIED or SPLIT; NOT_STARTED if a fact that arrived
     *     late shows that the clock never started
     * @param withdrawn percentages of the rungs that were emitted although the clock never started
     */
    @EventType("io.amparo.sla.SlaCancelled.v1")
    record SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String code,
            Instant cancelledAt, List<Integer> withdrawn) implements SlaEvent {
        public SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String code,
                Instant cancelledAt) {
            this(ticketId, number, customerId, metric, cycle, code, cancelledAt, List.of());
        }
    }
}
