package io.amparo.entitlement.obligation;

import io.amparo.events.Vocabulary.DutyState;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a person of the vendor about a duty.
 *
 * @param note the reason, which the customer can read
 * @param by person id
 * @param validTo last day on which it counts, in the customer's zone; null for no end
 * @param endsAt end of that day; null for no end
 */
record Assessment(DutyState state, String note, String by, Instant at, @Nullable LocalDate validTo, @Nullable Instant endsAt) {
    boolean isActiveAt(Instant instant) {
        return endsAt == null || instant.isBefore(endsAt);
    }
}
