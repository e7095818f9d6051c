package io.amparo.ticket.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.policy.TicketPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Precision and recall of the first proposal, by the labelled texts of {@link LabelledText} and the terms of the policy of
 * OpServices. It prints the figures of each split and language.
 */
@Tag("R8.2")
class ScreeningQualityTest {
    private static final int WARM_UP = 400;
    private static final int MEASURED = 200;

    /** What the screening proposed for texts: {@code expected} of them have an exclusion. */
    private record Figures(long texts, long expected, long proposed, long correct) {
        static Figures of(Collection<Outcome> outcomes) {
            return new Figures(outcomes.size(), count(outcomes, outcome -> outcome.text().code() != null),
                    count(outcomes, outcome -> !outcome.proposals().isEmpty()), count(outcomes, Outcome::isCorrect));
        }

        private static long count(Collection<Outcome> outcomes, Predicate<Outcome> condition) {
            return outcomes.stream().filter(condition).count();
        }

        double precision() {
            return correct / (double) proposed;
        }

        double recall() {
            return correct / (double) expected;
        }
    }

    private record Outcome(LabelledText text, List<ExclusionProposal> proposals) {
        boolean isCorrect() {
            return !proposals.isEmpty() && isOf(proposals.getFirst());
        }

        boolean isOf(ExclusionProposal proposal) {
            return proposal.exclusion().code().equals(text.code());
        }
    }

    private final ExclusionScreening screening = new ExclusionScreening();
    private final TicketPolicy policy = LabelledText.policy();
    private final List<Outcome> outcomes = LabelledText.all().stream()
            .map(text -> new Outcome(text, screening.propose(policy, text.text()))).toList();

    ScreeningQualityTest() throws IOException {}

    private Figures figures(String split) {
        return Figures.of(outcomes.stream().filter(outcome -> outcome.text().split().equals(split)).toList());
    }

    @Test
    void the_first_proposal_is_as_good_as_it_was() {
        print(outcome -> outcome.text().split());
        print(outcome -> outcome.text().split() + " " + outcome.text().language());

        assertThat(figures("train").precision()).isGreaterThan(0.90);
        assertThat(figures("train").recall()).isGreaterThan(0.90);
        assertThat(figures("held-out").precision()).isGreaterThan(0.85);
        assertThat(figures("held-out").recall()).isGreaterThan(0.90);
        assertThat(figures("unseen").precision()).isGreaterThan(0.55);
        assertThat(figures("unseen").recall()).isGreaterThan(0.55);
    }

    private void print(Function<Outcome, String> group) {
        outcomes.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList())).forEach((name, some) -> {
            var figures = Figures.of(some);
            System.out.printf("screening %-14s %3d texts, %3d excluded, %3d proposed, precision %.2f, recall %.2f%n", name,
                    figures.texts(), figures.expected(), figures.proposed(), figures.precision(), figures.recall());
        });
    }

    /** The train texts do not count: the terms fit them. */
    @Test
    void a_higher_confidence_is_more_often_right() {
        var right = new TreeMap<Boolean, List<Boolean>>();
        outcomes.stream().filter(outcome -> !outcome.text().split().equals("train"))
                .forEach(outcome -> outcome.proposals().forEach(proposal -> right
                        .computeIfAbsent(proposal.confidence() >= 0.7, _ -> new ArrayList<>()).add(outcome.isOf(proposal))));
        var low = share(right.get(false));
        var high = share(right.get(true));
        System.out.printf("screening confidence below 0.7: %.2f right, from 0.7: %.2f right%n", low, high);

        assertThat(high).isGreaterThan(0.9).isGreaterThan(low + 0.2);
    }

    private static double share(List<Boolean> right) {
        return right.stream().filter(each -> each).count() / (double) right.size();
    }

    @Test
    void the_texts_cover_all_exclusions_in_three_languages() {
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(200);
        var byCode = outcomes.stream().map(Outcome::text).filter(text -> text.code() != null)
                .collect(Collectors.groupingBy(text -> Objects.requireNonNull(text.code())));
        assertThat(byCode.keySet())
                .containsExactlyInAnyOrderElementsOf(policy.exclusions().stream().map(exclusion -> exclusion.code()).toList());
        assertThat(byCode.values()).allSatisfy(texts -> {
            assertThat(texts).hasSizeGreaterThanOrEqualTo(6);
            assertThat(texts).extracting(LabelledText::language).contains("pt-BR", "en", "es");
        });
    }

    /** Processor time of a text about everything. The limit leaves room for a busy machine; 5 ms are met on an idle one. */
    @Test
    void a_text_of_2000_characters_takes_few_milliseconds() {
        var text = outcomes.stream().map(outcome -> outcome.text().text()).collect(Collectors.joining("\n"));
        var millis = medianMillis(text.substring(0, 2_000));
        System.out.printf("screening of 2,000 characters: %.2f ms, of %,d: %.2f ms (median processor time)%n", millis,
                text.length(), medianMillis(text));

        assertThat(millis).isLessThan(20);
    }

    private double medianMillis(String text) {
        var threads = ManagementFactory.getThreadMXBean();
        for (int n = 0; n < WARM_UP; n++) screening.propose(policy, text);
        var times = Stream.generate(() -> {
            var start = threads.getCurrentThreadCpuTime();
            screening.propose(policy, text);
            return threads.getCurrentThreadCpuTime() - start;
        }).limit(MEASURED).sorted().toList();
        return times.get(MEASURED / 2) / 1e6;
    }
}
