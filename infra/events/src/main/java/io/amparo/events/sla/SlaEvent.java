package io.amparo.events.sla;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the SLA engine tells: each edge of a clock exactly once for read-committed readers. */
public sealed interface SlaEvent extends DomainEvent {
    String ticketId();

    String number();

    String customerId();

    @Override
    default String key() {
        return customerId();
    }

    /**
     * One running clock.
     *
     * @param metric FIRST_RESPONSE, NEXT_RESPONSE, PERIODIC_UPDATE, RESOLUTION or FIX_DELIVERED
     * @param cycle 1 for the first run of this clock, one more each time it starts anew
     * @param budget ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of open time used up
     * @param dueAt null while a pause without end lies before it
     * @param tzdata version of the time zone data that the due instant rests on
     */
    record Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt, @Nullable String tzdata) {
        public Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt) {
            this(metric, cycle, budget, consumed, dueAt, null);
        }
    }

    /**
     * A fact in a ticket's ledger, as {@code GET /sla/clocks/{ticket}} shows it.
     *
     * @param what CONTRACT, PLAN, COVER, SUPPORT, CALENDAR, AGREED …
     * @param since when it counts from
     * @param by who did it, null where nobody in particular did
     */
    record Term(String cause, String what, String value, Instant since, @Nullable String by, @Nullable String reason) {
        public Term(String cause, String what, String value, Instant since) {
            this(cause, what, value, since, null, null);
        }
    }

    /** @param contract the plan that the customer's contract names, which need not be the one that was promised */
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
     * A rung of the ladder: so much of the budget is used up; beyond 100 percent the promise is broken already.
     *
     * @param dueAt when this warning fell due
     * @param breachAt when the promise will be, or was, broken
     * @param to whom the plan escalates to at this rung: owner, agent, manager, product-manager, admin; null for nobody in
     *     particular
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

    /** {@code to} as in {@link SlaWarned}. */
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
     * The promise was kept ({@code late} false), or met after its breach.
     *
     * @param tzdata version of the time zone data that the due instant rests on
     */
    @EventType("io.amparo.sla.SlaMet.v1")
    record SlaMet(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant dueAt,
            boolean late, String consumed, Instant metAt, @Nullable String tzdata) implements SlaEvent {
        public SlaMet(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant dueAt,
                boolean late, String consumed, Instant metAt) {
            this(ticketId, number, customerId, metric, cycle, dueAt, late, consumed, metAt, null);
        }
    }

    @EventType("io.amparo.sla.SlaPaused.v1")
    record SlaPaused(String ticketId, String number, String customerId, String because, List<Clock> clocks,
            Instant pausedAt) implements SlaEvent {}

    /** The clocks that run from here on: those that had stood still, and those that begin (another cycle). */
    @EventType("io.amparo.sla.SlaResumed.v1")
    record SlaResumed(String ticketId, String number, String customerId, List<Clock> clocks,
            Instant resumedAt) implements SlaEvent {}

    /**
     * A due instant moved for another reason than a pause.
     *
     * @param because the fact, as in the ledger
     * @param cause which kind of fact: PRIORITY, KIND, PLAN, COVER, CALENDAR, TZDATA or BUG
     * @param by who did it, null where nobody in particular did
     * @param tzdata version of the time zone data that the new instant rests on
     */
    @EventType("io.amparo.sla.SlaRedated.v1")
    record SlaRedated(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant from,
            @Nullable Instant to, String because, Instant redatedAt, @Nullable String cause, @Nullable String by,
            @Nullable String reason, @Nullable String tzdata) implements SlaEvent {}

    /**
     * The engine put these facts into a ticket's ledger: with the ticket's own events they are all that its clocks follow from.
     * At the opening it tells every fact of the opening.
     */
    @EventType("io.amparo.sla.SlaTermsChanged.v1")
    record SlaTermsChanged(String ticketId, String number, String customerId, String subject, List<Term> terms,
            Instant changedAt) implements SlaEvent {}

    /** {@code because}: DECLINED, REFUSED, END_OF_LIFE, NOT_PROMISED or BUG_DISQUALIFIED. */
    @EventType("io.amparo.sla.SlaCancelled.v1")
    record SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String because,
            Instant cancelledAt) implements SlaEvent {}
}
