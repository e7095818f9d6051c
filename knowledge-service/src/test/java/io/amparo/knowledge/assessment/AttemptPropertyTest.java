package io.amparo.knowledge.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** What is true of every draw, every grade and every number. */
@Tag("R4.2")
class AttemptPropertyTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of("pt-BR", "en", "es");
    }

    @Property(tries = 200)
    void same_attempt_draws_the_same_distinct_questions(@ForAll String id, @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @IntRange(min = 1, max = 30) int draw) {
        var assessment = AssessmentFixture.pool(Math.max(size, draw), draw);
        var attempt = Attempt.begin(id, assessment, NOW);

        assertThat(attempt).isEqualTo(Attempt.begin(id, assessment, NOW));
        assertThat(attempt.questions()).hasSize(draw);
        assertThat(new HashSet<>(attempt.questions().stream().map(Question::id).toList())).hasSize(draw);
    }

    @Property(tries = 200)
    void percent_is_the_share_of_right_answers_rounded_down(@ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(max = 20) int right) {
        var attempt = Attempt.begin("x", AssessmentFixture.pool(size, size), NOW);
        var answers = attempt.questions().stream().map(
                question -> AssessmentFixture.chosen(question.id(), attempt.questions().indexOf(question) < right ? "a" : "b"))
                .toList();

        var grade = Objects.requireNonNull(attempt.submit(answers, "pt-BR", NOW).grade());

        int expected = Math.min(size, right);
        assertThat(grade.percent()).isEqualTo(expected * 100 / size);
        assertThat(grade.passed()).isEqualTo(expected * 2 >= size);
        assertThat(grade.right()).hasSize(expected);
    }

    /** A number is read as it was written, or refused; it is never another number. */
    @Property(tries = 500)
    void number_in_the_form_of_a_language_is_never_read_as_another_one(
            @ForAll @BigRange(min = "-9999999.999", max = "9999999.999") @Scale(3) BigDecimal number,
            @ForAll @From("languages") String language, @ForAll boolean isGrouped) {
        var format = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.forLanguageTag(language)));
        format.setGroupingUsed(isGrouped);
        format.setGroupingSize(3);
        var written = format.format(number);

        var read = TypedNumber.parse(written, language, null);

        if (read.value() != null) assertThat(read.value()).isEqualByComparingTo(number);
        if (!isGrouped) assertThat(read.value()).as(written).isEqualByComparingTo(number);
    }

    /** An arbitrary text hardly ever has digits and signs only. */
    @Provide
    Arbitrary<String> numberLikeTexts() {
        return Arbitraries.oneOf(Arbitraries.strings().withChars("0123456789.,-").ofMaxLength(45), Arbitraries.strings(),
                Arbitraries.strings().withChars("12.,").ofMaxLength(6));
    }

    /** A solution is shown in the form in which it can be typed. */
    @Property(tries = 500)
    void number_that_is_shown_is_read_as_the_same(
            @ForAll @BigRange(min = "-999999999999999999", max = "999999999999999999") @Scale(12) BigDecimal number,
            @ForAll @From("languages") String language) {
        assertThat(TypedNumber.parse(TypedNumber.format(number, language), language, null).value()).isEqualByComparingTo(number);
    }

    @Property(tries = 1_000)
    void any_text_is_a_number_or_an_error(@ForAll @From("numberLikeTexts") String text,
            @ForAll @From("languages") String language) {
        var read = TypedNumber.parse(text, language, null);

        assertThat(List.of(read.value() == null, read.error() == null)).containsExactlyInAnyOrder(true, false);
    }
}
