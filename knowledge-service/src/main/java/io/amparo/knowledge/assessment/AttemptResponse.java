package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.Question.MultipleChoice;
import io.amparo.knowledge.assessment.Question.Numeric;
import io.amparo.knowledge.assessment.Question.Option;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.assessment.Question.SingleChoice;
import io.amparo.knowledge.assessment.Question.Type;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the learner reads it: without a grade and feedback before the submission, and without solutions until the
 * assessment is passed.
 */
@Adapter
public record AttemptResponse(@Schema(description = "Number of the attempt, from 1") int number,
        @Schema(description = "Id of the assessment") String assessment, Instant begunAt,
        @Schema(description = "Missing until the answers are submitted") @Nullable Instant submittedAt,
        @Schema(description = "Percent of right answers, rounded down; missing until the answers are submitted") @Nullable Integer percent,
        @Nullable Boolean passed,
        @Schema(description = "Percent of right answers from which an attempt is passed") int passPercent,
        List<QuestionResponse> questions) {

    /** A question of an attempt. */
    @Adapter
    public record QuestionResponse(String id, Type type, String text,
            @Schema(description = "Unit of the number") @Nullable String unit,
            @Schema(description = "The options of a choice, in the order of this attempt") @Nullable List<OptionResponse> options,
            @Schema(description = "The text as the learner has typed it") @Nullable String answer,
            @Schema(description = "Whether the answer is right; missing until the answers are submitted") @Nullable Boolean right,
            @Nullable String feedback,
            @Schema(description = "Right answers to a question without options; missing until the assessment is passed") @Nullable List<String> solutions) {}

    /** An option of a choice. */
    @Adapter
    public record OptionResponse(String id, String text, @Nullable Boolean chosen,
            @Schema(description = "Whether it is right; missing until the assessment is passed") @Nullable Boolean correct,
            @Nullable String feedback) {}

    /**
     * @param number number of the attempt, from 1
     * @param showsSolutions whether the learner has passed: only then a submitted attempt shows its solutions
     * @param language language in which the reader writes numbers
     */
    public static AttemptResponse of(int number, Attempt attempt, boolean showsSolutions, String language) {
        var grade = attempt.grade();
        return new AttemptResponse(number, attempt.assessmentId(), attempt.begunAt(), grade == null ? null : grade.submittedAt(),
                grade == null ? null : grade.percent(), grade == null ? null : grade.passed(), attempt.passPercent(),
                attempt.questions().stream()
                        .map(question -> question(attempt, question, showsSolutions && attempt.isSubmitted(), language))
                        .toList());
    }

    private static QuestionResponse question(Attempt attempt, Question question, boolean withSolution, String language) {
        var answer = attempt.answer(question);
        var grade = attempt.grade();
        var options = switch (question) {
            case SingleChoice choice -> options(choice.options(), answer, withSolution);
            case MultipleChoice choice -> options(choice.options(), answer, withSolution);
            case Numeric _,ShortText _ -> null;
        };
        var solutions = switch (question) {
            case Numeric numeric -> List.of(TypedNumber.format(numeric.answer(), language));
            case ShortText text -> text.accepted();
            case SingleChoice _,MultipleChoice _ -> null;
        };
        return new QuestionResponse(question.id(), question.type(), question.text(),
                question instanceof Numeric numeric ? numeric.unit() : null, options, answer.map(Answer::text).orElse(null),
                grade == null ? null : grade.right().contains(question.id()), grade == null ? null : question.feedback(),
                withSolution ? solutions : null);
    }

    private static List<OptionResponse> options(List<Option> options, Optional<Answer> answer, boolean withSolution) {
        return options.stream().map(option -> {
            var chosen = answer.map(given -> given.options().contains(option.id())).orElse(null);
            return new OptionResponse(option.id(), option.text(), chosen, withSolution ? option.correct() : null,
                    Boolean.TRUE.equals(chosen) ? option.feedback() : null);
        }).toList();
    }
}
