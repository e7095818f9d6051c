package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.Answer;
import io.amparo.knowledge.assessment.Attempt;
import io.amparo.knowledge.assessment.Question;
import io.amparo.knowledge.enrolment.AttemptResult.Grade;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Begins and submits attempts at assessments. The enrolment decides first which attempt there is; its questions follow from its
 * id, so that a repetition after a crash has the same ones. An attempt is graded once; its ticker gives the result to the
 * enrolment if the process ends between the two writes.
 */
final class TakeAssessment {
    private final Enrolments enrolments;
    private final EnrolledCourses courses;
    private final Attempts attempts;
    private final Clock clock;

    TakeAssessment(Enrolments enrolments, EnrolledCourses courses, Attempts attempts, Clock clock) {
        this.enrolments = enrolments;
        this.courses = courses;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Returns the attempt that the learner has begun and not submitted, or a new one. */
    LearnerAttempt begin(EnrolledCourse course, String assessmentId) {
        var begun = findOrBegin(course, assessmentId);
        if (!begun.attempt().isSubmitted()) return begun;
        // The process has ended before the enrolment got the result.
        record(LearnerAttempt.id(begun.enrolmentId(), assessmentId, begun.number()));
        return findOrBegin(course, assessmentId);
    }

    private LearnerAttempt findOrBegin(EnrolledCourse course, String assessmentId) {
        var id = course.enrolment().id();
        enrolments.update(id, "begin/" + assessmentId + "/" + clock.instant(), enrolment -> enrolment.beginAttempt(assessmentId,
                courses.current(course, enrolment).publication(), clock.instant()));
        var open = enrolments.find(id).orElseThrow().state().openAttempt(assessmentId)
                .orElseThrow(() -> ApiException.conflict("attempt-submitted"));
        return findOrInsert(course.enrolment(), open);
    }

    /**
     * @param language language in which the learner writes numbers
     * @throws ApiException 409 if the learner has moved to another version since the attempt was begun
     */
    LearnerAttempt submit(EnrolledCourse course, String assessmentId, int number, List<Answer> answers, String language,
            Learner learner) {
        var enrolment = course.enrolment();
        var result = enrolment.attempt(assessmentId, number).orElseThrow(ApiException::notFound);
        var attempt = findOrInsert(enrolment, result);
        if (!attempt.attempt().isSubmitted() && result.revision() != enrolment.revision())
            throw ApiException.conflict("attempt-ended");
        // Before the result, which may come from a ticker: a completion has the name and the company of now.
        if (!enrolment.learner().equals(learner))
            enrolments.update(enrolment.id(), "learner/" + clock.instant(), current -> current.by(learner, clock.instant()));
        var id = LearnerAttempt.id(attempt.enrolmentId(), assessmentId, number);
        var submitted = attempts.updateAndFind(id, "submit/" + clock.instant(), null,
                current -> current.submit(answers, language, clock.instant())).state();
        record(id);
        return submitted;
    }

    /** Gives the result of a submitted attempt to its enrolment. */
    void record(String attemptId) {
        var attempt = attempts.find(attemptId).orElseThrow().state();
        var graded = attempt.attempt();
        enrolments.update(attempt.enrolmentId(), "grade/" + attemptId, enrolment -> enrolment.grade(graded.assessmentId(),
                attempt.number(), grade(graded), courses.of(enrolment).publication(), clock.instant()));
        attempts.update(attemptId, "record", LearnerAttempt::asRecorded);
    }

    private static Grade grade(Attempt attempt) {
        var grade = Objects.requireNonNull(attempt.grade());
        var wrong = attempt.questions().stream().map(Question::id).filter(Predicate.not(grade.right()::contains)).toList();
        return new Grade(grade.percent(), grade.passed(), grade.right(), wrong, grade.submittedAt());
    }

    /** An attempt of an earlier version has the questions of that version. */
    private LearnerAttempt findOrInsert(Enrolment enrolment, AttemptResult result) {
        var enrolmentId = enrolment.id();
        var id = LearnerAttempt.id(enrolmentId, result.assessmentId(), result.number());
        return attempts.find(id).map(Versioned::state).orElseGet(() -> {
            var assessment = courses.version(enrolment.courseId(), result.revision()).content().assessment(result.assessmentId())
                    .orElseThrow();
            attempts.insert(id, "begin", LearnerAttempt.toChange(
                    new LearnerAttempt(enrolmentId, result.number(), Attempt.begin(id, assessment, result.begunAt()), false)));
            return attempts.find(id).orElseThrow().state();
        });
    }
}
