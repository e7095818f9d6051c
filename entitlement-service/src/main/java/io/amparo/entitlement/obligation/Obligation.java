package io.amparo.entitlement.obligation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

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
 * assessment, and an approval never one that the duty is not met. What is recorded later than an instant does not decide on it.
 *
 * @param published the state of the last ObligationAssessed
 * @param automatic what the evidence shows; null without any
 * @param evidence the newest evidence first, at most {@value #KEPT_EVIDENCE}; one for each ticket, installation or approval
 * @param recorded number of recorded facts, also of those that are not kept any more; a ticket that returns after those counts
 *     anew
 * @param history the manual assessments, newest first, at most {@value #KEPT_ASSESSMENTS}
 */
record Obligation(String customerId, String code, DutyState published, @Nullable Automatic automatic, List<Evidence> evidence,
        int recorded, List<Assessment> history) {
    static final int KEPT_EVIDENCE = 20;
    static final int KEPT_ASSESSMENTS = 20;

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
        return history.stream().filter(each -> !each.at().isAfter(instant)).findFirst()
                .filter(latest -> latest.isActiveAt(instant))
                .filter(latest -> latest.endsAt() != null || shownAt(instant).filter(shown -> outranks(shown, latest)).isEmpty());
    }

    /** Returns what the evidence shows at an instant. Before the newest evidence that is unknown: only what it shows is kept. */
    private Optional<Automatic> shownAt(Instant instant) {
        return Optional.ofNullable(automatic).filter(shown -> shown.state() != DutyState.UNKNOWN && !shown.at().isAfter(instant));
    }

    /** R9.C7: an approval shows that the customer has asked about one change, not that it has made no other. */
    private boolean outranks(Automatic shown, Assessment latest) {
        boolean isByApproval = evidence.stream().anyMatch(each -> each.source() == EvidenceSource.APPROVAL);
        return shown.at().isAfter(latest.at()) && !(isByApproval && latest.state() == DutyState.NOT_MET);
    }

    DutyState stateAt(Instant instant) {
        return assessmentAt(instant).map(Assessment::state).or(() -> shownAt(instant).map(Automatic::state))
                .orElse(DutyState.UNKNOWN);
    }

    /** Returns since when the state is as it is; null if nothing is known. */
    @Nullable
    Instant assessedAt(Instant instant) {
        return assessmentAt(instant).map(Assessment::at).or(() -> shownAt(instant).map(Automatic::at)).orElse(null);
    }

    /**
     * Records a fact from an event. A newer fact about the same ticket replaces the earlier one, and counts as another one only
     * if it shows another state. A fact that is not newer than what is known about the ticket, or than all that is kept, changes
     * nothing. So the order of the events does not matter.
     */
    Change<Obligation, EntitlementEvent> record(Evidence added, DutyEffect effect, Instant now) {
        var earlier = evidence.stream().filter(added::isAboutSame).findFirst();
        if (!isNews(added, earlier)) return toChange(this, effect, null, now);
        var kept = Stream.concat(Stream.of(added), evidence.stream().filter(other -> !other.isAboutSame(added)))
                .sorted(comparing(Evidence::at).reversed()).limit(KEPT_EVIDENCE).toList();
        var newest = kept.getFirst();
        boolean isRepeated = earlier.filter(known -> known.state() == added.state()).isPresent();
        return toChange(new Obligation(customerId, code, published, new Automatic(newest.state(), newest.at()), kept,
                isRepeated ? recorded : recorded + 1, history), effect, null, now);
    }

    private boolean isNews(Evidence added, Optional<Evidence> earlier) {
        return earlier.map(known -> added.at().isAfter(known.at()))
                .orElse(evidence.size() < KEPT_EVIDENCE || added.at().isAfter(evidence.getLast().at()));
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

    /**
     * Emits the state if it has changed. The obligation is due at the end of the assessment that counts. What is recorded by a
     * clock that is ahead is published at once, so that the state does not change back until then.
     */
    private static Change<Obligation, EntitlementEvent> toChange(Obligation next, DutyEffect effect, @Nullable String by,
            Instant now) {
        var latest = next.latest(now);
        var state = next.stateAt(latest);
        var dueAt = next.assessmentAt(latest).map(Assessment::endsAt).orElse(null);
        if (state == next.published) return new Change<>(next, List.of(), dueAt);
        return new Change<>(
                new Obligation(next.customerId, next.code, state, next.automatic, next.evidence, next.recorded, next.history),
                List.of(new ObligationAssessed(next.customerId, next.code, state.name(), effect.name(), by, now)), dueAt);
    }

    private Instant latest(Instant now) {
        return Stream.of(Stream.of(now), Optional.ofNullable(automatic).map(Automatic::at).stream(),
                history.stream().limit(1).map(Assessment::at)).flatMap(each -> each).max(naturalOrder()).orElseThrow();
    }
}
