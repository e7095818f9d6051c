package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Question.MultipleChoice;
import io.amparo.knowledge.assessment.Question.Numeric;
import io.amparo.knowledge.assessment.Question.Option;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.assessment.Question.SingleChoice;
import io.amparo.knowledge.assessment.Question.Type;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An assessment as its author submits it. {@link #fieldErrors} has the rules that Bean Validation does not check. */
@Adapter
public record CourseAssessmentRequest(
        @Schema(description = "Unique in the course", example = "avaliacao-final") @NotNull @Pattern(regexp = ID) String id,
        @NotBlank @Size(max = 200) String title,
        @Schema(description = "Percent of right answers from which an attempt is passed") @NotNull @Min(1) @Max(100) Integer passPercent,
        @Schema(description = "Number of attempts that a learner has") @NotNull @Min(1) @Max(20) Integer attempts,
        @Valid @NotEmpty @Size(max = 20) List<PoolJson> pools) {
    static final String ID = "[a-z0-9][a-z0-9-]{0,63}";
    static final int TEXT = 2_000;

    /** Questions of which an attempt has some. */
    @Adapter
    public record PoolJson(
            @Schema(description = "Number of questions that an attempt has from this pool") @NotNull @Min(1) @Max(100) Integer draw,
            @Valid @NotEmpty @Size(max = 100) List<QuestionJson> questions) {
        static PoolJson of(Pool pool) {
            return new PoolJson(pool.draw(), pool.questions().stream().map(QuestionJson::of).toList());
        }

        Pool pool() {
            return new Pool(draw, questions.stream().map(QuestionJson::question).toList());
        }
    }

    /** A question with its right answers. */
    @Adapter
    public record QuestionJson(
            @Schema(description = "Unique in the assessment", example = "q1") @NotNull @Pattern(regexp = ID) String id,
            @NotNull Type type, @NotBlank @Size(max = TEXT) String text,
            @Schema(description = "Of a choice: 2 to 12") @Valid @Nullable @Size(max = 12) List<OptionJson> options,
            @Schema(description = "Of a NUMERIC question", example = "12.5") @Nullable @Digits(integer = 18, fraction = 12) BigDecimal answer,
            @Schema(description = "Greatest difference of a right answer; 0 by default", example = "0.1") @Nullable @DecimalMin("0") @Digits(integer = 18, fraction = 12) BigDecimal tolerance,
            @Schema(description = "Unit of the number, which an answer may repeat", example = "%") @Nullable @Size(max = 20) String unit,
            @Schema(description = "Of a SHORT_TEXT question: right answers, compared without case, accents and surplus blanks") @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> accepted,
            @Schema(description = "What a learner reads after the answer") @Nullable @Size(max = TEXT) String feedback) {
        static QuestionJson of(Question question) {
            return switch (question) {
                case SingleChoice q -> choice(q, q.options());
                case MultipleChoice q -> choice(q, q.options());
                case Numeric q ->
                    new QuestionJson(q.id(), q.type(), q.text(), null, q.answer(), q.tolerance(), q.unit(), null, q.feedback());
                case ShortText q ->
                    new QuestionJson(q.id(), q.type(), q.text(), null, null, null, null, q.accepted(), q.feedback());
            };
        }

        private static QuestionJson choice(Question question, List<Option> options) {
            return new QuestionJson(question.id(), question.type(), question.text(),
                    options.stream().map(OptionJson::of).toList(), null, null, null, null, question.feedback());
        }

        Question question() {
            return switch (type) {
                case SINGLE_CHOICE -> new SingleChoice(id, text, choices(), feedback);
                case MULTIPLE_CHOICE -> new MultipleChoice(id, text, choices(), feedback);
                case NUMERIC -> new Numeric(id, text, Objects.requireNonNull(answer),
                        Objects.requireNonNullElse(tolerance, BigDecimal.ZERO), unit, feedback);
                case SHORT_TEXT -> new ShortText(id, text, Objects.requireNonNull(accepted), feedback);
            };
        }

        private List<Option> choices() {
            return Objects.requireNonNull(options).stream().map(OptionJson::option).toList();
        }
    }

    /** An option of a choice. */
    @Adapter
    public record OptionJson(
            @Schema(description = "Unique in the question", example = "a") @NotNull @Pattern(regexp = ID) String id,
            @NotBlank @Size(max = TEXT) String text,
            @Schema(description = "Whether it is right; false by default") @Nullable Boolean correct,
            @Schema(description = "What a learner reads who has chosen it") @Nullable @Size(max = TEXT) String feedback) {
        static OptionJson of(Option option) {
            return new OptionJson(option.id(), option.text(), option.correct(), option.feedback());
        }

        Option option() {
            return new Option(id, text, isCorrect(), feedback);
        }

        boolean isCorrect() {
            return Boolean.TRUE.equals(correct);
        }
    }

    /**
     * Returns the errors of the rules between fields. Fields may be missing.
     *
     * @param field path of this assessment in the request; empty if it is the whole body
     */
    public List<FieldError> fieldErrors(String field) {
        return new AssessmentRules(field).errors(this);
    }

    /** Returns the assessment of a request without errors. */
    public Assessment assessment() {
        return new Assessment(id, title.strip(), passPercent, attempts, pools.stream().map(PoolJson::pool).toList());
    }
}
