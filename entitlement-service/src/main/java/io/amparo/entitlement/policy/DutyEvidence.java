package io.amparo.entitlement.policy;

import io.amparo.events.Vocabulary.TicketSide;

/** What shows by itself whether a duty is met (requirements, section 9). */
public enum DutyEvidence {
    /** The vendor has resolved a ticket (R9.O1). */
    TICKETS_RESOLVED(TicketSide.VENDOR),
    /** The vendor has asked the customer for information on a ticket (R9.O2). */
    QUESTIONS_ASKED(TicketSide.VENDOR),
    /** A person of the vendor has taken a ticket over (R9.O3). */
    TICKETS_TAKEN(TicketSide.VENDOR),
    /** The vendor has replied to a ticket (R9.O4). */
    REPLIES(TicketSide.VENDOR),
    /** The customer has answered on a ticket that waited for it (R9.C9). */
    COOPERATION(TicketSide.CUSTOMER),
    /** The installations have the newest major release (R9.C5). */
    NEWEST_MAJOR(TicketSide.CUSTOMER),
    /** The customer has approvals of its changes (R9.C7). */
    APPROVALS(TicketSide.CUSTOMER),
    /** A contact of the customer has read an article (R9.C2). */
    SELF_HELP(TicketSide.CUSTOMER);

    private final TicketSide party;

    DutyEvidence(TicketSide party) {
        this.party = party;
    }

    /** Whose duty it shows something about. */
    public TicketSide party() {
        return party;
    }
}
