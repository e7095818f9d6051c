package io.amparo.entitlement.obligation;

import static io.amparo.events.Vocabulary.DutyState.MET;
import static io.amparo.events.Vocabulary.DutyState.NOT_MET;
import static io.amparo.events.Vocabulary.DutyState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.ObligationAssessed;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How evidence and assessments lead to the state of a duty. */
class ObligationTest {
    private static final Instant T0 = Instant.parse("2026-11-20T12:00:00Z");
    private static final Obligation NEW = Obligation.unknown("acme", "C9");

    private static Instant at(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }

    private static Evidence ticket(String number, DutyState state, int minute) {
        return new Evidence(EvidenceSource.TICKET, number, state, "code", List.of(number), at(minute), null);
    }

    private static Assessment assessment(DutyState state, int minute, @Nullable Instant endsAt) {
        return new Assessment(state, "seen", "fabio", at(minute), null, endsAt);
    }

    private static Change<Obligation, EntitlementEvent> record(Obligation obligation, Evidence added) {
        return obligation.record(added, DutyEffect.PAUSE, added.at());
    }

    private static Change<Obligation, EntitlementEvent> assess(Obligation obligation, Assessment assessment) {
        return obligation.assess(assessment, DutyEffect.PAUSE, assessment.at());
    }

    @Test
    @Tag("R9.C9")
    void the_state_is_published_when_it_changes_and_not_for_each_evidence() {
        var first = record(NEW, ticket("T-1", MET, 1));
        var second = record(first.state(), ticket("T-2", MET, 2));
        var third = record(second.state(), ticket("T-2", NOT_MET, 3));

        assertThat(first.events()).containsExactly(new ObligationAssessed("acme", "C9", "MET", "PAUSE", null, at(1)));
        assertThat(second.events()).isEmpty();
        assertThat(third.events()).containsExactly(new ObligationAssessed("acme", "C9", "NOT_MET", "PAUSE", null, at(3)));
        assertThat(third.state().evidence()).extracting(Evidence::about).containsExactly("T-2", "T-1");
    }

    @Test
    void a_ticket_counts_once_and_its_newest_fact_is_kept() {
        var once = record(NEW, ticket("T-1", MET, 1)).state();
        var replayed = record(once, ticket("T-1", MET, 1));
        var repeated = record(once, ticket("T-1", MET, 2));

        assertThat(replayed.state()).isSameAs(once);
        assertThat(repeated.state().evidence()).containsExactly(ticket("T-1", MET, 2));
        assertThat(repeated.state().recorded()).isEqualTo(1);
        assertThat(repeated.events()).isEmpty();
        assertThat(record(repeated.state(), ticket("T-1", MET, 1)).state()).as("late").isSameAs(repeated.state());
    }

    @Test
    @Tag("R9.C9")
    void a_second_answer_on_a_ticket_counts_against_an_earlier_assessment() {
        var answered = record(NEW, ticket("T-1", MET, 5)).state();
        var assessed = assess(answered, assessment(NOT_MET, 10, null)).state();

        assertThat(record(assessed, ticket("T-1", MET, 15)).events())
                .containsExactly(new ObligationAssessed("acme", "C9", "MET", "PAUSE", null, at(15)));
    }

    /** At minutes 10 and 20 a person assesses, at minute 30 a ticket shows the contrary. */
    @ParameterizedTest
    @CsvSource({"9, UNKNOWN", "10, MET", "19, MET", "20, NOT_MET", "29, NOT_MET", "30, MET"})
    void what_is_recorded_later_does_not_decide_on_an_instant(int minute, DutyState expected) {
        var first = assess(NEW, assessment(MET, 10, null)).state();
        var second = assess(first, assessment(NOT_MET, 20, null)).state();
        var shown = record(second, ticket("T-1", MET, 30)).state();

        assertThat(shown.stateAt(at(minute))).isEqualTo(expected);
    }

    @Test
    void a_fact_by_a_clock_that_is_ahead_is_published_once() {
        var recorded = NEW.record(ticket("T-1", MET, 2), DutyEffect.PAUSE, at(1));

        assertThat(recorded.events()).hasSize(1);
        assertThat(recorded.state().tick(DutyEffect.PAUSE, at(1)).events()).isEmpty();
        assertThat(recorded.state().tick(DutyEffect.PAUSE, at(2)).events()).isEmpty();
    }

    /** An assessment at minute 10 and an approval at minute 20. */
    @ParameterizedTest
    @Tag("R9.C7")
    @CsvSource({"NOT_MET, NOT_MET", "UNKNOWN, MET", "MET, MET"})
    void an_approval_does_not_lift_the_assessment_that_a_duty_is_not_met(DutyState assessed, DutyState expected) {
        var approval = new Evidence(EvidenceSource.APPROVAL, "a", MET, "approved", List.of(), at(20), null);
        var approved = assess(NEW, assessment(assessed, 10, null)).state()
                .replaceEvidence(new HoldingFacts(MET, List.of(approval), 1), DutyEffect.REFUSE, at(20)).state();

        assertThat(approved.stateAt(at(21))).isEqualTo(expected);
        assertThat(assess(approved, assessment(MET, 30, null)).state().stateAt(at(31))).as("a person does").isEqualTo(MET);
    }

    @Test
    void the_order_in_which_facts_arrive_does_not_matter() {
        var facts = new ArrayList<>(
                IntStream.range(0, 15).mapToObj(n -> ticket("T-" + n, n % 4 == 0 ? NOT_MET : MET, n)).toList());
        facts.add(ticket("T-3", NOT_MET, 20));
        facts.add(ticket("T-4", MET, 30));
        facts.add(ticket("T-5", MET, 25));
        var inOrder = facts.stream().reduce(NEW, (state, fact) -> record(state, fact).state(), (a, b) -> b);

        for (int seed = 0; seed < 50; seed++) {
            var shuffled = new ArrayList<>(facts);
            shuffled.addAll(facts);
            Collections.shuffle(shuffled, new Random(seed));
            var state = shuffled.stream().reduce(NEW, (obligation, fact) -> record(obligation, fact).state(), (a, b) -> b);
            assertThat(state.evidence()).isEqualTo(inOrder.evidence());
            assertThat(state.automatic()).isEqualTo(inOrder.automatic());
        }
    }

    @Test
    void evidence_is_limited_and_counted() {
        var state = NEW;
        for (int n = 0; n < 30; n++) state = record(state, ticket("T-" + n, MET, n)).state();

        assertThat(state.evidence()).hasSize(Obligation.KEPT_EVIDENCE).first().isEqualTo(ticket("T-29", MET, 29));
        assertThat(state.recorded()).isEqualTo(30);
        assertThat(record(state, ticket("T-3", MET, 3)).state()).as("a replay of what is not kept").isSameAs(state);
    }

    /** An assessment at minute 10; the evidence shows the contrary before or after it. */
    @ParameterizedTest
    @CsvSource({"MET, NOT_MET, 5, MET", "MET, NOT_MET, 15, NOT_MET", "NOT_MET, MET, 5, NOT_MET", "NOT_MET, MET, 15, MET",
            "UNKNOWN, NOT_MET, 5, UNKNOWN", "UNKNOWN, NOT_MET, 15, NOT_MET"})
    void the_newer_of_assessment_and_evidence_counts(DutyState assessed, DutyState shown, int minute, DutyState expected) {
        var assessedFirst = record(assess(NEW, assessment(assessed, 10, null)).state(), ticket("T-1", shown, minute)).state();
        var shownFirst = assess(record(NEW, ticket("T-1", shown, minute)).state(), assessment(assessed, 10, null)).state();

        assertThat(assessedFirst.stateAt(at(20))).isEqualTo(expected);
        assertThat(shownFirst.stateAt(at(20))).isEqualTo(expected);
    }

    @Test
    void an_assessment_holds_until_its_end_and_then_the_evidence_counts() {
        var shown = record(NEW, ticket("T-1", NOT_MET, 1)).state();
        var assessed = assess(shown, assessment(MET, 10, at(60)));
        assertThat(assessed.dueAt()).isEqualTo(at(60));
        assertThat(assessed.events()).containsExactly(new ObligationAssessed("acme", "C9", "MET", "PAUSE", "fabio", at(10)));
        var shownMeanwhile = record(assessed.state(), ticket("T-2", NOT_MET, 30));
        assertThat(shownMeanwhile.events()).isEmpty();
        assertThat(shownMeanwhile.dueAt()).isEqualTo(at(60));
        assertThat(shownMeanwhile.state().stateAt(at(59))).isEqualTo(MET);

        var ended = assessed.state().tick(DutyEffect.PAUSE, at(60));

        assertThat(ended.events()).containsExactly(new ObligationAssessed("acme", "C9", "NOT_MET", "PAUSE", null, at(60)));
        assertThat(ended.dueAt()).isNull();
        assertThat(ended.state().tick(DutyEffect.PAUSE, at(61)).events()).isEmpty();
    }

    @Test
    void earlier_assessments_stay_in_the_history_up_to_a_limit() {
        var state = NEW;
        for (int n = 0; n < 60; n++) state = assess(state, assessment(n % 2 == 0 ? MET : NOT_MET, n, null)).state();

        assertThat(state.history()).hasSize(Obligation.KEPT_ASSESSMENTS).first().isEqualTo(assessment(NOT_MET, 59, null));
    }

    @Test
    @Tag("R9.C5")
    void an_assessment_holds_as_long_as_the_holdings_show_the_same() {
        var outdated = facts(NOT_MET, 1, "one");
        var shown = NEW.replaceEvidence(outdated, DutyEffect.WARN, at(1)).state();
        var assessed = assess(shown, assessment(MET, 10, null)).state();

        assertThat(assessed.shows(facts(NOT_MET, 20, "one"))).as("nothing to write").isTrue();
        assertThat(assessed.replaceEvidence(facts(NOT_MET, 20, "one"), DutyEffect.WARN, at(20)).state().stateAt(at(21)))
                .isEqualTo(MET);
        assertThat(assessed.replaceEvidence(facts(NOT_MET, 20, "one", "two"), DutyEffect.WARN, at(20)).state().stateAt(at(21)))
                .as("another installation").isEqualTo(NOT_MET);
        assertThat(assessed.replaceEvidence(facts(UNKNOWN, 20), DutyEffect.WARN, at(20)).state().stateAt(at(21)))
                .as("no installation").isEqualTo(MET);
    }

    private static HoldingFacts facts(DutyState state, int minute, String... installations) {
        return new HoldingFacts(state,
                List.of(installations).stream().map(
                        id -> new Evidence(EvidenceSource.INSTALLATION, id, state, "older-major", List.of(), at(minute), null))
                        .toList(),
                installations.length);
    }
}
