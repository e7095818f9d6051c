package io.amparo.entitlement.obligation;

import static java.util.Comparator.comparing;

import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.ObligationAssessed;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One duty of one customer or of the vendor towards it: an aggregate of its own, because the customer is republished whole and
 * evidence of one duty must not rewrite that of the others. An assessment with a last day counts through that day, also against
 * newer evidence. Otherwise the newer of assessment and evidence counts; evidence that shows nothing never replaces an
 * assessment.
 *
 * @param published the state of the last ObligationAssessed
 * @param automatic what the evidence shows; null without any
 * @param evidence the newest evidence first, at most {@value #KEPT_EVIDENCE}; one for each ticket, installation or approval
 * @param recorded number of recorded facts, also of those that are not kept any more
 * @param history the manual assessments, newest first, at most {@value #KEPT_ASSESSMENTS}
 */
record Obligation(String customerId, String code, DutyState published, @Nullable Automatic automatic, List<Evidence> evidence,
        int recorded, List<Assessment> history) {
    static final int KEPT_EVIDENCE = 20;
    static final int KEPT_ASSESSMENTS = 50;

    /** @param at since when the evidence shows this state */
    record Automatic(DutyState state, Instant at) {}

    Obligation {
        evidence = List.copyOf(evidence);
        history = List.copyOf(history);
    }

    static Obligation unknown(String customerId, String code) {
        return new Obligation(customerId, code, DutyState.UNKNOWN, null, List.of(), 0, List.of());
    }

    /** Returns the id of the aggregate. */
    static String id(String customerId, String code) {
        return customerId + "/" + code;
    }

    /** Returns the manual assessment that counts at an instant; empty if the evidence does. */
    Optional<Assessment> assessmentAt(Instant instant) {
        return history.stream().findFirst().filter(latest -> latest.isActiveAt(instant)).filter(latest -> latest.endsAt() != null
                || automatic == null || automatic.state() == DutyState.UNKNOWN || !automatic.at().isAfter(latest.at()));
    }

    DutyState stateAt(Instant instant) {
        return assessmentAt(instant).map(Assessment::state).orElse(automatic == null ? DutyState.UNKNOWN : automatic.state());
    }

    /** Returns since when the state is as it is; null if nothing is known. */
    @Nullable
    Instant assessedAt(Instant instant) {
        return assessmentAt(instant).map(Assessment::at)
                .orElse(automatic == null || automatic.state() == DutyState.UNKNOWN ? null : automatic.at());
    }

    /**
     * Records a fact from an event. A fact that shows the same about the same ticket is recorded once; one that is older than
     * what is known about the ticket, or than all that is kept, changes nothing. So the order of the events does not matter.
     */
    Change<Obligation, EntitlementEvent> record(Evidence added, DutyEffect effect, Instant now) {
        if (isKnown(added)) return toChange(this, effect, null, now);
        var kept = Stream.concat(Stream.of(added), evidence.stream().filter(other -> !other.isAboutSame(added)))
                .sorted(comparing(Evidence::at).reversed()).limit(KEPT_EVIDENCE).toList();
        var newest = kept.getFirst();
        return toChange(new Obligation(customerId, code, published, new Automatic(newest.state(), newest.at()), kept,
                recorded + 1, history), effect, null, now);
    }

    private boolean isKnown(Evidence added) {
        var earlier = evidence.stream().filter(added::isAboutSame).findFirst();
        if (earlier.isPresent()) return earlier.get().state() == added.state() || !added.at().isAfter(earlier.get().at());
        return evidence.size() == KEPT_EVIDENCE && !added.at().isAfter(evidence.getLast().at());
    }

    /**
     * Replaces the evidence by the facts that the holdings of the customer show now. A fact that was known keeps its instant, so
     * that an assessment holds until something changes.
     */
    Change<Obligation, EntitlementEvent> replaceEvidence(HoldingFacts found, DutyEffect effect, Instant now) {
        var dated = dated(found);
        if (dated.equals(evidence) && found.state() == automaticState()) return toChange(this, effect, null, now);
        var since = found.state() == automaticState() && automatic != null ? automatic.at() : now;
        var newest = dated.stream().filter(each -> each.state() == found.state()).map(Evidence::at).filter(since::isBefore)
                .max(Instant::compareTo).orElse(since);
        return toChange(
                new Obligation(customerId, code, published, new Automatic(found.state(), newest), dated, found.total(), history),
                effect, null, now);
    }

    /** Whether the holdings show what is stored already. */
    boolean shows(HoldingFacts found) {
        return found.state() == automaticState() && dated(found).equals(evidence);
    }

    private List<Evidence> dated(HoldingFacts found) {
        return found.evidence().stream()
                .map(each -> evidence.stream().filter(each::isAboutSame).findFirst().map(each::since).orElse(each)).toList();
    }

    private DutyState automaticState() {
        return automatic == null ? DutyState.UNKNOWN : automatic.state();
    }

    /** Records the judgement of a person, which holds until the next one, through its last day, or until newer evidence. */
    Change<Obligation, EntitlementEvent> assess(Assessment assessment, DutyEffect effect, Instant now) {
        var newHistory = Stream.concat(Stream.of(assessment), history.stream()).limit(KEPT_ASSESSMENTS).toList();
        return toChange(new Obligation(customerId, code, published, automatic, evidence, recorded, newHistory), effect,
                assessment.by(), now);
    }

    /** Publishes the state if an assessment has ended. */
    Change<Obligation, EntitlementEvent> tick(DutyEffect effect, Instant now) {
        return toChange(this, effect, null, now);
    }

    /** Emits the state if it has changed. The obligation is due at the end of the assessment that counts. */
    private static Change<Obligation, EntitlementEvent> toChange(Obligation next, DutyEffect effect, @Nullable String by,
            Instant now) {
        var state = next.stateAt(now);
        var dueAt = next.assessmentAt(now).map(Assessment::endsAt).orElse(null);
        if (state == next.published) return new Change<>(next, List.of(), dueAt);
        return new Change<>(
                new Obligation(next.customerId, next.code, state, next.automatic, next.evidence, next.recorded, next.history),
                List.of(new ObligationAssessed(next.customerId, next.code, state.name(), effect.name(), by, now)), dueAt);
    }
}
