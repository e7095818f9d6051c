package io.amparo.events.sla;

import io.amparo.events.EventType;
import io.amparo.events.PauseRule;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.CancellationCode;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.events.Vocabulary.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of the SLA engine. Read-committed consumers receive each generation of an edge exactly once: a rung that a rescheduling
 * withdraws may be reached again, which is the next generation. The events of a ticket, applied in order, give the state of its
 * clocks at each instant.
 */
public sealed interface SlaEvent extends SlaEngineEvent {
    String ticketId();

    String number();

    String customerId();

    /** The customer's id. */
    @Override
    default String key() {
        return customerId();
    }

    /**
     * One SLA clock.
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
     * @param withdrawn whether the clock no longer reaches this rung
     */
    record AnnouncedRung(String metric, int cycle, int percent, boolean withdrawn, @Nullable Instant dueAt,
            @Nullable List<String> recipients) {}

    /**
     * A fact in the ledger of a ticket, as {@code GET /sla/clocks/{ticket}} returns it.
     *
     * @param cause causation id
     * @param since instant from which the fact applies
     */
    record Term(String cause, String term, String value, Instant since, @Nullable String by, @Nullable String reason) {
        public Term(String cause, String term, String value, Instant since) {
            this(cause, term, value, since, null, null);
        }
    }

    /**
     * The clocks of an opened ticket have started.
     *
     * @param assignedAt instant at which the engine assigned the clocks; they run since the opening
     * @param contract the plan of the customer's contract, which may differ from the promised plan
     * @param promised true if TicketOpened had the promised SLA; otherwise this event is the first to name it
     */
    @EventType("io.amparo.sla.SlaAssigned.v1")
    record SlaAssigned(String ticketId, String number, String customerId, String subject, String kind, String priority,
            String plan, int planVersion, String calendar, String zone, List<Clock> clocks, Instant assignedAt,
            @Nullable String contract, @Nullable Boolean promised, @Nullable List<PauseRule> pauseRules) implements SlaEvent {
        public SlaAssigned(String ticketId, String number, String customerId, String subject, String kind, String priority,
                String plan, int planVersion, String calendar, String zone, List<Clock> clocks, Instant assignedAt) {
            this(ticketId, number, customerId, subject, kind, priority, plan, planVersion, calendar, zone, clocks, assignedAt,
                    null, null, null);
        }
    }

    /**
     * A clock has reached a rung of the escalation ladder.
     *
     * @param percent consumed share of the budget; above 100 percent the SLA is already breached
     * @param warnAt the instant at which the clock reached the rung
     */
    @EventType("io.amparo.sla.SlaWarned.v1")
    record SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, int percent, Instant warnAt, @Nullable Instant dueAt, Instant firedAt,
            @Nullable List<String> recipients, @Nullable String tzdata, @Nullable String announcedIn,
            @Nullable List<AnnouncedRung> announces, @Nullable Boolean retroactive) implements SlaEvent {
        public SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, int percent, Instant warnAt, @Nullable Instant dueAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt, firedAt, null,
                    null, null, null, null);
        }

        public SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, int percent, Instant warnAt, @Nullable Instant dueAt, Instant firedAt,
                @Nullable List<String> recipients, @Nullable String tzdata, @Nullable String announcedIn,
                @Nullable List<AnnouncedRung> announces) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt, firedAt,
                    recipients, tzdata, announcedIn, announces, null);
        }

        public SlaWarned announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaWarned(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt,
                    firedAt, recipients, tzdata, mostSevere, others, retroactive);
        }

        public SlaWarned afterWatermark() {
            return new SlaWarned(ticketId, number, customerId, subject, priority, plan, metric, cycle, percent, warnAt, dueAt,
                    firedAt, recipients, tzdata, announcedIn, announces, true);
        }
    }

    /**
     * A clock has consumed its whole budget.
     */
    @EventType("io.amparo.sla.SlaBreached.v1")
    record SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric, int cycle, Instant dueAt, Instant firedAt, @Nullable List<String> recipients, @Nullable String tzdata,
            @Nullable String announcedIn, @Nullable List<AnnouncedRung> announces,
            @Nullable Boolean retroactive) implements SlaEvent {
        public SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, Instant dueAt, Instant firedAt) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt, null, null, null, null,
                    null);
        }

        public SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
                String metric, int cycle, Instant dueAt, Instant firedAt, @Nullable List<String> recipients,
                @Nullable String tzdata, @Nullable String announcedIn, @Nullable List<AnnouncedRung> announces) {
            this(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt, recipients, tzdata,
                    announcedIn, announces, null);
        }

        public SlaBreached announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaBreached(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt,
                    recipients, tzdata, mostSevere, others, retroactive);
        }

        public SlaBreached afterWatermark() {
            return new SlaBreached(ticketId, number, customerId, subject, priority, plan, metric, cycle, dueAt, firedAt,
                    recipients, tzdata, announcedIn, announces, true);
        }
    }

    /**
     * The SLA target was met.
     *
     * @param late whether it was met after its breach; the state of the clock is then MISSED
     * @param metAt instant at which the target was met
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
     * Clocks start after the opening of the ticket: the next cycle of an objective, an objective that first applies now, or a
     * clock whose cancellation a late fact has undone. A clock that starts paused is also in the SlaPaused that follows.
     *
     * @param clocks the clocks that start, and no others
     * @param startedAt instant from which the clocks run
     */
    @EventType("io.amparo.sla.SlaCycleStarted.v1")
    record SlaCycleStarted(String ticketId, String number, String customerId, List<Clock> clocks,
            Instant startedAt) implements SlaEvent {}

    /**
     * Clocks of a ticket are paused. SlaPaused and SlaResumed alternate for each clock, and SlaPaused is the first.
     *
     * @param status the ticket status that pauses the clocks
     * @param clocks the clocks that pause, and no others
     * @param pausedAt instant from which the clocks are paused
     */
    @EventType("io.amparo.sla.SlaPaused.v1")
    record SlaPaused(String ticketId, String number, String customerId, @TextOf(TicketStatus.class) String status,
            List<Clock> clocks, Instant pausedAt) implements SlaEvent {}

    /**
     * Clocks that were paused run from this instant on.
     *
     * @param clocks the clocks that resume, and no others
     * @param resumedAt instant from which the clocks run
     */
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
     * @param rescheduledAt instant from which the change applies
     * @param withdrawn percentages of the rungs that were emitted and are no longer reached; 100 is the breach
     * @param withdrawnRecipients escalation targets of the withdrawn breach; null for none
     * @param announcedIn id of the event of the same evaluation that informs people about the withdrawn breach; null if this
     *     event does, or if no breach is withdrawn
     */
    @EventType("io.amparo.sla.SlaRescheduled.v1")
    record SlaRescheduled(String ticketId, String number, String customerId, String subject, String metric, int cycle,
            @Nullable Instant from, @Nullable Instant to, String term, String value, @Nullable String by, @Nullable String reason,
            Instant rescheduledAt, @Nullable String tzdata, String state, String budget, String consumed, String plan,
            int planVersion, String calendar, String zone, List<Integer> withdrawn,
            @TextOf(EscalationTarget.class) @Nullable List<String> withdrawnRecipients, @Nullable String announcedIn,
            @Nullable List<AnnouncedRung> announces, @Nullable List<PauseRule> pauseRules) implements SlaEvent {
        public SlaRescheduled announced(@Nullable String mostSevere, @Nullable List<AnnouncedRung> others) {
            return new SlaRescheduled(ticketId, number, customerId, subject, metric, cycle, from, to, term, value, by, reason,
                    rescheduledAt, tzdata, state, budget, consumed, plan, planVersion, calendar, zone, withdrawn,
                    withdrawnRecipients, mostSevere, others, pauseRules);
        }
    }

    /**
     * The engine has added facts to the ledger of a ticket. Together with the events of the ticket they determine its clocks.
     * When the ticket is opened, this event contains all facts of the opening.
     *
     * @param terms the added facts, in order
     * @param changedAt instant at which the engine added them
     */
    @EventType("io.amparo.sla.SlaTermsChanged.v1")
    record SlaTermsChanged(String ticketId, String number, String customerId, String subject, List<Term> terms, Instant changedAt,
            @Nullable List<PauseRule> pauseRules) implements SlaEvent {
        public SlaTermsChanged(String ticketId, String number, String customerId, String subject, List<Term> terms,
                Instant changedAt) {
            this(ticketId, number, customerId, subject, terms, changedAt, null);
        }
    }

    /**
     * A clock was cancelled.
     *
     * @param code why
     * @param cancelledAt instant from which the clock no longer runs
     * @param withdrawn percentages of the rungs that were emitted although the clock never started
     */
    @EventType("io.amparo.sla.SlaCancelled.v1")
    record SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle,
            @TextOf(CancellationCode.class) String code, Instant cancelledAt, List<Integer> withdrawn) implements SlaEvent {
        public SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String code,
                Instant cancelledAt) {
            this(ticketId, number, customerId, metric, cycle, code, cancelledAt, List.of());
        }
    }
}
