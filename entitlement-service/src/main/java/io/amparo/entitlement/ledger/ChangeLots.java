package io.amparo.entitlement.ledger;

import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens and corrects lots. Idempotent by the id of the lot or correction. */
public final class ChangeLots {
    private final Lots lots;
    private final Clock clock;

    ChangeLots(Lots lots, Clock clock) {
        this.lots = lots;
        this.clock = clock;
    }

    /**
     * Opens a lot with what was purchased.
     *
     * @param id the same on every retry
     * @param by person id; null if the service itself opens it
     * @param reason order, invoice or another reason, as text for people
     */
    public Lot open(String id, LotTerms terms, int amount, @Nullable String by, @Nullable String reason) {
        return lots.open(id, Lot.purchase(id, terms, amount, new EntryNote(null, by, null, reason, null, clock.instant())));
    }

    /** Changes the days on which a lot can be used. Idempotent. */
    void redate(String lotId, LotTerms terms) {
        lots.change(lotId, "terms/" + terms.startsAt() + "/" + terms.endsAt(), lot -> lot.redate(terms));
    }

    /**
     * Corrects the balance of a lot.
     *
     * @param id the same on every retry
     * @param ticket number of a ticket; null for none
     * @throws ApiException 409 if the balance would be below zero
     */
    public Lot adjust(String id, String lotId, int amount, @Nullable String ticket, String by, String reason) {
        var note = new EntryNote(ticket, by, null, reason, null, clock.instant());
        return lots.append(lotId, id, lot -> lot.adjust(id, amount, note));
    }
}
