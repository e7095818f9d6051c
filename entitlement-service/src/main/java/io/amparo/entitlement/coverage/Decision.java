package io.amparo.entitlement.coverage;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided on a wish, and why, with the policy and contract of that instant. */
public record Decision(Wish wish, @Nullable Party party, boolean granted, List<Reason> reasons, List<Reason> warnings,
        List<Alternative> alternatives, @Nullable String slaPlan, Instant decidedAt) {

    private static final Duration RETRIES = Duration.ofHours(1);

    /** The customer it was decided for; contact and language are null where the person is not one of its contacts. */
    public record Party(String customerId, String customerName, @Nullable String contactName, @Nullable String language) {}

    public Decision {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * A grant holds for the retries of one opening, so that they consume nothing twice, and not for long: asked for in advance,
     * it would outlive the contract. A denial holds only until somebody asks again.
     */
    boolean holdsAt(Instant now) {
        return granted && now.isBefore(decidedAt.plus(RETRIES));
    }

    String outcome() {
        return granted ? "GRANTED" : "DENIED";
    }

    @Nullable
    String via() {
        return granted ? wish.kind().via() : null;
    }

    /** The clause it stands on: the first reason's. */
    String clause() {
        return reasons.getFirst().clause();
    }

    /** Tells the suite, as the decision on one ticket. */
    Change<Decision, EntitlementEvent> told(String ticketId) {
        return Change.of(this,
                List.of(new EntitlementDecided(ticketId, ticketId, party == null ? null : party.customerId(), wish.email(),
                        wish.kind().name(), wish.product(), wish.version(), outcome(), via(),
                        reasons.stream().map(reason -> new EntitlementEvent.Reason(reason.code(), reason.clause())).toList(),
                        warnings.stream().map(Reason::code).toList(), slaPlan, decidedAt)));
    }
}
