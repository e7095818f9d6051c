package io.amparo.sla.ledger;

import io.amparo.sla.ledger.TicketFact.Origin;
import java.time.Instant;

/** Facts by term and text, for tests that build many of them. */
public final class Facts {

    public static TicketFact fact(String cause, Instant at, String term, String value) {
        return FactCodec.decode(term, new Origin(cause, at), value);
    }

    public static TicketFact fact(String cause, Instant at, String term, String value, String by, String reason) {
        return FactCodec.decode(term, new Origin(cause, at, by, reason), value);
    }

    /** Returns the value of the latest fact of a term; empty for none. */
    public static String value(Ledger ledger, String term) {
        return ledger.facts().reversed().stream().filter(fact -> FactCodec.term(fact).equals(term)).map(FactCodec::value)
                .findFirst().orElse("");
    }

    private Facts() {}
}
