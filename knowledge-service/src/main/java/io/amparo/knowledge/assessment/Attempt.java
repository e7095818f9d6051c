package io.amparo.knowledge.assessment;

import static java.util.stream.Collectors.toMap;

import io.amparo.platform.Ids;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at an assessment (R4.2). It keeps its questions as they were drawn, so that a later version of the course changes
 * neither them nor the grade.
 *
 * @param id the same id draws the same questions from the same assessment
 * @param answers in the order of the questions; empty before the submission
 * @param grade null before the submission
 */
public record Attempt(String id, String assessmentId, int passPercent, List<Question> questions, Instant begunAt,
        List<Answer> answers, @Nullable Grade grade) {
    private static final int SEED_BYTES = 8;
    private static final int HEXADECIMAL = 16;
    private static final String ANSWERS = "answers";

    /**
     * The result of an attempt.
     *
     * @param percent percent of right answers, rounded down
     * @param right ids of the questions with a right answer
     */
    public record Grade(int percent, boolean passed, List<String> right, Instant submittedAt) {
        public Grade {
            right = List.copyOf(right);
        }
    }

    public Attempt {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
    }

    public static Attempt begin(String id, Assessment assessment, Instant now) {
        var random = new Random(Long.parseUnsignedLong(Ids.sha256Of(id, SEED_BYTES), HEXADECIMAL));
        return new Attempt(id, assessment.id(), assessment.passPercent(), assessment.draw(random), now, List.of(), null);
    }

    public boolean isSubmitted() {
        return grade != null;
    }

    public boolean isPassed() {
        return grade != null && grade.passed();
    }

    /**
     * Grades the answers. The same answers once more change nothing.
     *
     * @param language language in which the learner writes numbers
     * @throws ApiException 422 naming each answer that is missing or cannot be graded, 409 if other answers were submitted before
     */
    public Attempt submit(List<Answer> submitted, String language, Instant now) {
        var errors = errors(submitted, language);
        if (grade == null && !errors.isEmpty()) throw ApiException.invalid(errors);
        var ordered = errors.isEmpty() ? ordered(submitted) : List.<Answer>of();
        if (grade != null && !ordered.equals(answers)) throw ApiException.conflict("attempt-submitted");
        if (grade != null) return this;
        var right = new ArrayList<String>();
        for (int i = 0; i < questions.size(); i++)
            if (questions.get(i).isRight(ordered.get(i), language)) right.add(questions.get(i).id());
        int percent = 100 * right.size() / questions.size();
        return new Attempt(id, assessmentId, passPercent, questions, begunAt, ordered,
                new Grade(percent, percent >= passPercent, right, now));
    }

    /** Returns the answer to a question; empty before the submission. */
    Optional<Answer> answer(Question question) {
        return answers.stream().filter(answer -> answer.question().equals(question.id())).findFirst();
    }

    private List<Answer> ordered(List<Answer> submitted) {
        var byQuestion = submitted.stream().collect(toMap(Answer::question, Function.identity()));
        return questions.stream().map(question -> byQuestion.get(question.id())).toList();
    }

    private List<FieldError> errors(List<Answer> submitted, String language) {
        var errors = new ArrayList<FieldError>();
        Map<String, Question> unanswered = new HashMap<>();
        questions.forEach(question -> unanswered.put(question.id(), question));
        for (int i = 0; i < submitted.size(); i++) {
            var field = "%s[%d]".formatted(ANSWERS, i);
            var question = unanswered.remove(submitted.get(i).question());
            if (question == null)
                errors.add(new FieldError(field + ".question", "unknown-question"));
            else
                question.error(submitted.get(i), field, language).ifPresent(errors::add);
        }
        if (!unanswered.isEmpty()) {
            var missing = questions.stream().map(Question::id).filter(unanswered::containsKey).toList();
            errors.add(new FieldError(ANSWERS, "answers-missing", String.join(", ", missing)));
        }
        return errors;
    }
}
