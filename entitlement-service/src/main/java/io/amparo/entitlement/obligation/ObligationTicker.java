package io.amparo.entitlement.obligation;

import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Publishes the states that change by the end of an assessment, and continues the review of all customers. Any number of
 * instances may run at once.
 */
final class ObligationTicker {
    private final Obligations obligations;
    private final HoldingsReviewJob holdingsReviewJob;
    private final DueAggregates dueObligations;
    private final DueAggregates dueRuns;
    private final Supplier<SupportPolicy> policy;
    private final Clock clock;

    ObligationTicker(Obligations obligations, HoldingsReviewJob holdingsReviewJob, DueAggregates dueObligations,
            DueAggregates dueRuns, Supplier<SupportPolicy> policy, Clock clock) {
        this.obligations = obligations;
        this.holdingsReviewJob = holdingsReviewJob;
        this.dueObligations = dueObligations;
        this.dueRuns = dueRuns;
        this.policy = policy;
        this.clock = clock;
    }

    void tick() {
        dueRuns.forEach(_ -> holdingsReviewJob.reviewPage());
        dueObligations.forEach(this::tick);
    }

    private void tick(String id) {
        var now = clock.instant();
        obligations.update(id, "tick/" + now, current -> current.tick(effectOf(current.code()), now));
    }

    private DutyEffect effectOf(String code) {
        return policy.get().duty(code).map(Duty::effect).orElse(DutyEffect.NONE);
    }
}
