package io.amparo.knowledge.assessment;

import io.amparo.events.FieldLimits;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to all questions of an attempt. */
@Adapter
public record AnswersRequest(@Valid @NotNull @Size(max = FieldLimits.ATTEMPT_QUESTIONS) List<AnswerJson> answers) {

    /** The answer to one question. */
    @Adapter
    public record AnswerJson(
            @Schema(description = "Id of the question", example = "q1") @NotBlank @Size(max = 64) String question,
            @Schema(description = "Ids of the chosen options, of a choice") @Nullable @Size(max = 12) List<@NotBlank @Size(max = 64) String> options,
            @Schema(description = "The text as typed; a number with the decimal sign of the request's language", example = "12,5") @Nullable @Size(max = 200) String text) {
        private Answer answer() {
            return new Answer(question, options == null ? List.of() : options, text);
        }
    }

    /** Returns the answers of a valid request. */
    public List<Answer> toAnswers() {
        return answers.stream().map(AnswerJson::answer).toList();
    }
}
