package io.amparo.entitlement.obligation;

import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateUpdate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records facts of tickets as evidence of duties: each once, and those of one event with one read and one write. */
public final class RecordEvidence {

    /**
     * @param shows what it shows; the policy defines about which duty
     * @param cause causation id; the same for every event that shows the same about a ticket
     */
    record Found(DutyEvidence shows, Evidence evidence, String cause) {}

    private final Obligations obligations;
    private final Supplier<SupportPolicy> policy;
    private final Clock clock;

    /** @param policy returns the policy that is effective; what shows something about none of its duties is not recorded */
    RecordEvidence(Obligations obligations, Supplier<SupportPolicy> policy, Clock clock) {
        this.obligations = obligations;
        this.policy = policy;
        this.clock = clock;
    }

    void handle(String customerId, List<Found> found) {
        if (found.isEmpty()) return;
        var effective = policy.get();
        obligations.applyAll(found.stream()
                .flatMap(each -> effective.dutyShownBy(each.shows()).map(duty -> update(customerId, duty, each)).stream())
                .toList());
    }

    private AggregateUpdate<Obligation, EntitlementEvent> update(String customerId, Duty duty, Found found) {
        return AggregateUpdate.of(Obligation.id(customerId, duty.code()), found.cause(),
                Optional.of(Obligation.unknown(customerId, duty.code())),
                current -> current.record(found.evidence(), duty.effect(), clock.instant()));
    }
}
