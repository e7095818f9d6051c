package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.Answer;
import io.amparo.knowledge.assessment.Attempt;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;

/**
 * An attempt with its questions and answers. Its enrolment decides that it counts, and gets its result afterwards: it is due
 * until the enrolment has it.
 *
 * @param recorded whether the enrolment has the result
 */
record LearnerAttempt(String enrolmentId, int number, Attempt attempt, boolean recorded) {
    static String id(String enrolmentId, String assessmentId, int number) {
        return "%s/%s/%03d".formatted(enrolmentId, assessmentId, number);
    }

    Change<LearnerAttempt, Void> submit(List<Answer> answers, String language, Instant now) {
        return toChange(new LearnerAttempt(enrolmentId, number, attempt.submit(answers, language, now), recorded));
    }

    Change<LearnerAttempt, Void> asRecorded() {
        return toChange(new LearnerAttempt(enrolmentId, number, attempt, true));
    }

    static Change<LearnerAttempt, Void> toChange(LearnerAttempt attempt) {
        var grade = attempt.attempt().grade();
        return new Change<>(attempt, List.of(), grade == null || attempt.recorded() ? null : grade.submittedAt());
    }
}
