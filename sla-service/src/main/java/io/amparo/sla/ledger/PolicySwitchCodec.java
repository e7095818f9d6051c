package io.amparo.sla.ledger;

import io.amparo.sla.ledger.PolicySwitch.CalendarSwitch;
import io.amparo.sla.ledger.PolicySwitch.PlanSwitch;
import io.amparo.sla.ledger.PolicySwitch.TermsSwitch;
import io.amparo.sla.ledger.PolicySwitch.TzdataSwitch;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import java.time.Instant;

/** Encodes the switches of a migration as the facts that they record. */
public final class PolicySwitchCodec {
    private static final Origin NO_ORIGIN = new Origin("", Instant.EPOCH);

    /** Returns the term of a switch in {@code SlaRescheduleRequested} and in documents. */
    public static String term(PolicySwitch policySwitch) {
        return FactCodec.term(policySwitch.toFact(NO_ORIGIN));
    }

    /** Returns the version that a switch puts in force, as text; that of the reversed switch is the version to leave. */
    public static String value(PolicySwitch policySwitch) {
        return FactCodec.value(policySwitch.toFact(NO_ORIGIN));
    }

    /** @throws IllegalArgumentException if the term names no switch, or a version cannot be parsed */
    public static PolicySwitch decode(String term, String from, String to) {
        return switch (FactCodec.decode(term, NO_ORIGIN, to)) {
            case PlanChanged fact -> new PlanSwitch(PlanVersion.parse(from), fact.plan());
            case CalendarChanged fact -> new CalendarSwitch(CalendarVersion.parse(from), fact.calendar());
            case TzdataChanged fact -> new TzdataSwitch(from, fact.version());
            case TermsOverridden fact -> new TermsSwitch(TermsOverrideCodec.decode(from), fact.override());
            default -> throw new IllegalArgumentException("No switch of the term " + term);
        };
    }

    private PolicySwitchCodec() {}
}
