package io.amparo.events.sla;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of the SLA engine. Read-committed consumers receive each edge of a clock exactly once. */
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
     * @param dueAt null during a pause without end
     * @param tzdata version of the time zone data on which the due instant is based
     */
    record Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt, @Nullable String tzdata) {
        public Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt) {
            this(metric, cycle, budget, consumed, dueAt, null);
        }
    }

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
     * @param dueAt when this warning was due
     * @param breachAt when the SLA will be or was breached
     * @param to escalation targets of this rung: owner, agent, manager, product-manager, admin; null for none
     */
    @EventType("io.amparo.sla.SlaWarned.v1")
    record SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, int percent, Instant dueAt, Instant breachAt, Instant firedAt, @Nullable List<String> to,
            @Nullable String tzdata) implements SlaEvent {
        public SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, int percent, Instant dueAt, Instant breachAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, dueAt, breachAt, firedAt, null,
                    null);
        }
    }

    /**
     * A clock has consumed its whole budget.
     *
     * @param to escalation targets, as in {@link SlaWarned}
     */
    @EventType("io.amparo.sla.SlaBreached.v1")
    record SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, Instant dueAt, Instant firedAt, @Nullable List<String> to,
            @Nullable String tzdata) implements SlaEvent {
        public SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, Instant dueAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt, null, null);
        }
    }

    /**
     * The SLA target was met.
     *
     * @param late whether it was met after its breach
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
     * The due instant of a clock was rescheduled for another reason than a pause.
     *
     * @param from the previous due instant; null during a pause without end
     * @param to the new due instant; null during a pause without end
     * @param term type of the fact that moved the due instant: PRIORITY, KIND, PLAN, COVER, CALENDAR, TZDATA or BUG
     * @param value value of that fact, as in the ledger
     * @param by who caused it; null if no person did
     * @param tzdata version of the time zone data on which the new instant is based
     */
    @EventType("io.amparo.sla.SlaRescheduled.v1")
    record SlaRescheduled(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant from,
            @Nullable Instant to, String term, String value, @Nullable String by, @Nullable String reason, Instant rescheduledAt,
            @Nullable String tzdata) implements SlaEvent {}

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
     * @param code DECLINED, REFUSED, END_OF_LIFE, NOT_PROMISED, BUG_DISQUALIFIED or SPLIT
     */
    @EventType("io.amparo.sla.SlaCancelled.v1")
    record SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String code,
            Instant cancelledAt) implements SlaEvent {}
}
