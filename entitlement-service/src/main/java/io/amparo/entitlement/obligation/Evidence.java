package io.amparo.entitlement.obligation;

import io.amparo.events.Vocabulary.DutyState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded fact that shows whether a duty is met.
 *
 * @param about number of the ticket, slug of the article, or id of the installation or approval
 * @param state what it shows
 * @param code key of its text; {@code details} fill the placeholders
 * @param by person id; null if no person caused the fact
 */
record Evidence(EvidenceSource source, String about, DutyState state, String code, List<String> details, Instant at,
        @Nullable String by) {
    Evidence {
        details = List.copyOf(details);
    }

    boolean isAboutSame(Evidence other) {
        return source == other.source && about.equals(other.about);
    }

    /** Returns this evidence since the instant of the earlier one, if both show the same about the same. */
    Evidence since(Evidence earlier) {
        return isAboutSame(earlier) && state == earlier.state
                ? new Evidence(source, about, state, code, details, earlier.at, by)
                : this;
    }
}
