package io.amparo.sla.migration;

import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.PolicySwitch.CalendarSwitch;
import io.amparo.sla.ledger.PolicySwitch.PlanSwitch;
import io.amparo.sla.ledger.PolicySwitch.TermsSwitch;
import io.amparo.sla.ledger.PolicySwitch.TzdataSwitch;
import io.amparo.sla.ledger.TermsOverride;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.util.Optional;

/** What a migration switches running tickets to. */
sealed interface MigrationKind {

    /** A migration to one target, whose switch is computed for each ticket. */
    sealed interface Forward extends MigrationKind {
        /** Returns the switch for a ticket; empty if the target is in force already, or the ticket is not affected. */
        Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies);
    }

    record PlanMigration(PlanVersion to) implements Forward {
        @Override
        public String subject() {
            return "plan/" + to.id();
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return PlanChanged.class;
        }

        @Override
        public Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies) {
            return ledger.plan().filter(plan -> plan.id().equals(to.id()) && !plan.equals(to))
                    .map(plan -> new PlanSwitch(plan, to));
        }
    }

    record CalendarMigration(CalendarVersion to) implements Forward {
        @Override
        public String subject() {
            return "calendar/" + to.id();
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return CalendarChanged.class;
        }

        @Override
        public Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies) {
            var inForce = CalendarSwitch.versionInForce(ledger, to.id());
            return inForce.equals(to) || !usesOtherVersion(ledger, policies, inForce)
                    ? Optional.empty()
                    : Optional.of(new CalendarSwitch(inForce, to));
        }

        private boolean usesOtherVersion(Ledger ledger, Policies policies, CalendarVersion inForce) {
            return ledger.plan().flatMap(policies::plan).stream().flatMap(plan -> plan.calendars().stream())
                    .anyMatch(planned -> planned.id().equals(to.id()) && (!planned.equals(to) || inForce.version() != 0));
        }
    }

    /** @param to version of the time zone data */
    record TzdataMigration(String to) implements Forward {
        @Override
        public String subject() {
            return "tzdata";
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return TzdataChanged.class;
        }

        @Override
        public Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies) {
            return ledger.last(TzdataChanged.class).map(TzdataChanged::version).filter(from -> !from.equals(to))
                    .map(from -> new TzdataSwitch(from, to));
        }
    }

    /** @param replaces the terms of the present contract; the agreed terms end with that contract */
    record TermsMigration(String customerId, ContractTerms agreed, ContractTerms replaces) implements Forward {
        @Override
        public String subject() {
            return "terms/" + customerId;
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return TermsOverridden.class;
        }

        /** Agreed terms that name another plan use its latest version, as a contract that names it would. */
        @Override
        public Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies) {
            return TermsOverride.inForce(ledger).filter(current -> !current.effectiveTerms(replaces).equals(agreed))
                    .map(current -> new TermsSwitch(current, override(current, policies)));
        }

        private TermsOverride override(TermsOverride current, Policies policies) {
            var plan = agreed.slaPlan().equals(current.effectiveTerms(replaces).slaPlan())
                    ? current.plan()
                    : policies.latestPlan(agreed.slaPlan()).map(SlaPlan::reference).orElseThrow();
            return agreed.equals(replaces) ? TermsOverride.ofContract(plan) : new TermsOverride(plan, agreed, replaces);
        }
    }

    /** A changed contract, which the engine applies without a request. */
    record ContractChange(String customerId, ContractTerms after, ContractTerms before) implements MigrationKind {
        @Override
        public String subject() {
            return "terms/" + customerId;
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return TermsOverridden.class;
        }
    }

    /**
     * Restores, for each ticket, the version that another migration has switched it from.
     *
     * @param undone kind of that migration; if it is an undo itself, the kind that it undoes, so that chains do not nest
     */
    record Undo(String undoneId, MigrationKind undone) implements MigrationKind {
        public Undo {
            if (undone instanceof Undo previous) undone = previous.undone();
        }

        @Override
        public String subject() {
            return undone.subject();
        }

        @Override
        public Class<? extends TicketFact> factKind() {
            return undone.factKind();
        }
    }

    /** Returns what the migration changes; a preview is stale once another migration of the same subject was applied. */
    String subject();

    /** Returns the kind of the fact that records a switched ticket. */
    Class<? extends TicketFact> factKind();
}
