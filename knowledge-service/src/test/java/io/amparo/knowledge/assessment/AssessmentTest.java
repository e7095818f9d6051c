package io.amparo.knowledge.assessment;

import static io.amparo.knowledge.assessment.AssessmentFixture.ALL_TYPES;
import static io.amparo.knowledge.assessment.AssessmentFixture.chosen;
import static io.amparo.knowledge.assessment.AssessmentFixture.rightAnswers;
import static io.amparo.knowledge.assessment.AssessmentFixture.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.assessment.CourseAssessmentRequest.OptionJson;
import io.amparo.knowledge.assessment.CourseAssessmentRequest.PoolJson;
import io.amparo.knowledge.assessment.CourseAssessmentRequest.QuestionJson;
import io.amparo.knowledge.assessment.Question.Type;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R4.2")
class AssessmentTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String PORTUGUESE = "pt-BR";

    private final Attempt attempt = Attempt.begin("opmon/ana/1", ALL_TYPES, NOW);

    private static List<String> errors(Attempt attempt, Answer... answers) {
        return catchThrowableOfType(ApiException.class, () -> attempt.submit(List.of(answers), PORTUGUESE, NOW)).errors().stream()
                .map(error -> error.field() + " " + error.code()).toList();
    }

    @Test
    void right_answers_of_all_types_pass_with_100_percent() {
        var submitted = attempt.submit(rightAnswers(), PORTUGUESE, NOW);

        assertThat(submitted.isPassed()).isTrue();
        assertThat(Objects.requireNonNull(submitted.grade()).percent()).isEqualTo(100);
    }

    @Test
    void attempt_passes_exactly_from_the_required_percent() {
        var assessment = new Assessment("final", "Avaliação", 75, 1, ALL_TYPES.pools());
        var three = Stream.concat(rightAnswers().stream().limit(3), Stream.of(chosen("q2", "a"))).toList();
        var two = Stream.concat(rightAnswers().stream().limit(2), Stream.of(typed("q3", "13"), chosen("q2", "a"))).toList();

        assertThat(Attempt.begin("1", assessment, NOW).submit(three, PORTUGUESE, NOW).isPassed()).isTrue();
        assertThat(Attempt.begin("1", assessment, NOW).submit(two, PORTUGUESE, NOW).isPassed()).isFalse();
    }

    @Test
    void answers_are_submitted_once() {
        var submitted = attempt.submit(rightAnswers(), PORTUGUESE, NOW);
        var others = Stream.concat(rightAnswers().stream().limit(3), Stream.of(chosen("q2", "c"))).toList();

        assertThat(submitted.submit(rightAnswers().reversed(), PORTUGUESE, NOW.plusSeconds(9))).isEqualTo(submitted);
        assertThatThrownBy(() -> submitted.submit(others, PORTUGUESE, NOW)).hasMessage("attempt-submitted");
    }

    @Test
    void all_answers_that_cannot_be_graded_are_named_at_once() {
        assertThat(errors(attempt, chosen("q1", "a", "b"), typed("q3", "x"), chosen("q9", "a"), typed("q4", "  ")))
                .containsExactly("answers[0].options one-option", "answers[1].text not-a-number",
                        "answers[2].question unknown-question", "answers[3].text required", "answers answers-missing");
        assertThat(errors(attempt, chosen("q1", "z"), typed("q2", "a"), chosen("q3", "a"), typed("q4", "x"), typed("q4", "x")))
                .containsExactly("answers[0].options one-of", "answers[1].text not-for-this-type",
                        "answers[2].options not-for-this-type", "answers[4].question unknown-question");
    }

    /** The cases of a hazard that other systems have had: a comma that made 35 of 3,5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"pt-BR | 3,5 | 3.5", "pt-BR | 3.5 | 3.5", "pt-BR | ' 3,50 ' | 3.50",
            "pt-BR | 3,5 GB | 3.5", "pt-BR | 3,5gb | 3.5", "pt-BR | 3,5 MB | -", "pt-BR | 35 | 35", "pt-BR | 1.234,5 | 1234.5",
            "pt-BR | 1,234.5 | -", "pt-BR | \u22123,5 | -3.5", "pt-BR | \uFF13\uFF0C\uFF15 | 3.5", "pt-BR | '' | -",
            "pt-BR | 1.234 | -", "pt-BR | 1.234.567 | 1234567", "pt-BR | 1,234 | 1.234", "pt-BR | 12.34,5 | -", "pt-BR | 1e9 | -",
            "pt-BR | 3,5,1 | -", "pt-BR | NaN | -", "en | 1,234.5 | 1234.5", "en | 3,5 | -", "en | 3.5 | 3.5", "en | 1,234 | -",
            "en | 1,234,567 | 1234567", "es | 12,5 | 12.5", "es | 12.5 | 12.5", "es | 1.234,5 | 1234.5", "es | ∞ | -"})
    void number_is_read_with_the_decimal_sign_of_the_reader_or_refused(String language, String text, String expected) {
        var number = TypedNumber.parse(text, language, "GB");

        if (expected == null)
            assertThat(number.error()).isIn("not-a-number", "ambiguous-number");
        else
            assertThat(number.value()).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"pt-BR | 1.234 | ambiguous-number", "en | 3,5 | ambiguous-number",
            "pt-BR | 1,234.5 | ambiguous-number", "pt-BR | , | not-a-number", "en | . | not-a-number",
            "pt-BR | 1..2 | not-a-number", "es | 1,2,3.4 | not-a-number", "pt-BR | - | not-a-number", "en | abc | not-a-number"})
    void refused_text_is_ambiguous_only_if_it_can_be_a_number(String language, String text, String error) {
        assertThat(TypedNumber.parse(text, language, null).error()).isEqualTo(error);
    }

    @Test
    void every_attempt_that_can_be_published_can_be_answered() {
        var limit = AnswersRequest.class.getDeclaredConstructors()[0].getParameters()[0].getAnnotation(Size.class).max();
        assertThat(limit).isEqualTo(FieldLimits.ATTEMPT_QUESTIONS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"12,4 | true", "12,6 % | true", "12,61 | false", "-12,5 | false"})
    void number_is_right_within_its_tolerance(String text, boolean right) {
        assertThat(AssessmentFixture.NUMERIC.isRight(typed("q3", text), PORTUGUESE)).isEqualTo(right);
    }

    @Test
    void learner_reads_nothing_of_the_solution_before_the_submission() {
        var response = AttemptResponse.of(1, attempt, true, PORTUGUESE);

        assertThat(response.questions()).allSatisfy(question -> {
            assertThat(question.feedback()).isNull();
            assertThat(question.right()).isNull();
            assertThat(question.solutions()).isNull();
            if (question.options() != null) assertThat(question.options()).allSatisfy(option -> {
                assertThat(option.correct()).isNull();
                assertThat(option.feedback()).isNull();
            });
        });
    }

    @Test
    void feedback_follows_the_submission_and_solutions_the_last_attempt() {
        var wrong = Stream
                .concat(rightAnswers().stream().filter(answer -> !answer.question().equals("q1")), Stream.of(chosen("q1", "b")))
                .toList();
        var submitted = attempt.submit(wrong, PORTUGUESE, NOW);

        var single = question(AttemptResponse.of(1, submitted, false, PORTUGUESE), "q1");
        assertThat(single.right()).isFalse();
        assertThat(single.feedback()).isEqualTo("Veja a lição 1");
        assertThat(Objects.requireNonNull(single.options())).extracting(AttemptResponse.OptionResponse::feedback)
                .containsOnly("É a do SSH", null);
        assertThat(single.options()).extracting(AttemptResponse.OptionResponse::correct).containsOnlyNulls();

        var last = AttemptResponse.of(1, submitted, true, PORTUGUESE);
        assertThat(question(last, "q3").solutions()).containsExactly("12,5");
        assertThat(Objects.requireNonNull(question(last, "q1").options())).extracting(AttemptResponse.OptionResponse::correct)
                .contains(true);
    }

    private static AttemptResponse.QuestionResponse question(AttemptResponse response, String id) {
        return response.questions().stream().filter(question -> question.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void learner_reads_no_questions_of_an_assessment() {
        assertThat(AssessmentResponse.forLearners(ALL_TYPES).pools()).isNull();
        assertThat(AssessmentResponse.forTeachers(ALL_TYPES).pools()).singleElement()
                .satisfies(pool -> assertThat(pool.pool()).isEqualTo(ALL_TYPES.pools().getFirst()));
    }

    @Test
    void all_broken_rules_of_an_assessment_are_named_at_once() {
        var option = new OptionJson("a", "Sim", true, null);
        var single = new QuestionJson("q1", Type.SINGLE_CHOICE, "?", List.of(option, option), null, null, null, null, null);
        var numeric = new QuestionJson("q1", Type.NUMERIC, "?", List.of(option), null, null, null, null, null);
        var text = new QuestionJson("q3", Type.SHORT_TEXT, "?", null, BigDecimal.ONE, null, "m", List.of(), null);
        var multiple = new QuestionJson("q4", Type.MULTIPLE_CHOICE, "?", List.of(new OptionJson("a", "Sim", null, null)), null,
                null, null, null, null);
        var request = new CourseAssessmentRequest("final", "Final", 70, 3,
                List.of(new PoolJson(5, List.of(single, numeric, text, multiple))));

        assertThat(request.fieldErrors("assessments[0]"))
                .extracting(error -> error.field().replace("assessments[0].pools[0].", "") + " " + error.code())
                .containsExactly("draw draws-too-many", "questions[0].options[1].id repeated-id",
                        "questions[0].options one-correct-option", "questions[1].id repeated-id",
                        "questions[1].options not-for-this-type", "questions[1].answer required",
                        "questions[2].answer not-for-this-type", "questions[2].unit not-for-this-type",
                        "questions[2].accepted required", "questions[3].options too-few-options",
                        "questions[3].options no-correct-option");
        assertThat(request.fieldErrors("")).extracting(FieldError::field).contains("pools[0].draw");
    }

    @Test
    void assessments_and_attempts_are_read_as_they_were_written() {
        var submitted = attempt.submit(rightAnswers(), PORTUGUESE, NOW);

        assertThat(AssessmentCodec.decode(AssessmentCodec.encode(ALL_TYPES))).isEqualTo(ALL_TYPES);
        for (var each : List.of(attempt, submitted))
            assertThat(AssessmentCodec.decodeAttempt(BsonRoundTrip.of(AssessmentCodec.encode(each)))).isEqualTo(each);
    }
}
