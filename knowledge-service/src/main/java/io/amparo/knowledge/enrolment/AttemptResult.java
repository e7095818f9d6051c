package io.amparo.knowledge.enrolment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at an assessment, without its questions.
 *
 * @param number counts the attempts of this learner at this assessment, from 1
 * @param revision version of the course when it was begun
 * @param grade null before the submission
 */
record AttemptResult(String assessmentId, int number, int revision, Instant begunAt, @Nullable Grade grade) {

    /**
     * The result.
     *
     * @param right ids of the questions with a right answer
     * @param wrong ids of all others
     */
    record Grade(int percent, boolean passed, List<String> right, List<String> wrong, Instant at) {
        Grade {
            right = List.copyOf(right);
            wrong = List.copyOf(wrong);
        }
    }

    boolean isPassed() {
        return grade != null && grade.passed();
    }

    boolean isOpen() {
        return grade == null;
    }

    boolean is(String assessment, int attempt) {
        return assessmentId.equals(assessment) && number == attempt;
    }

    AttemptResult graded(Grade result) {
        return new AttemptResult(assessmentId, number, revision, begunAt, result);
    }
}
