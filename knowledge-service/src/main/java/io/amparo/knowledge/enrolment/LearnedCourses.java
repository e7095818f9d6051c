package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.course.Content;
import java.util.Optional;

/** What a learning record needs of an enrolment: its person, and the course in the version that was learned. */
public final class LearnedCourses {
    /**
     * A learner's version of a course.
     *
     * @param subject subject of the learner's token
     */
    public record Learned(String subject, Content content) {}

    private final EnrolledCourses courses;

    LearnedCourses(EnrolledCourses courses) {
        this.courses = courses;
    }

    /** Returns the version that the person learns now. */
    public Optional<Learned> find(String enrolmentId) {
        return courses.find(enrolmentId).map(found -> new Learned(found.enrolment().learner().subject(), found.content()));
    }

    /** Returns a version that the person has begun. */
    public Optional<Learned> find(String enrolmentId, int revision) {
        return courses.find(enrolmentId).map(found -> learned(found, revision));
    }

    /** Returns the version in which the person has begun an attempt. */
    public Optional<Learned> find(String enrolmentId, String assessmentId, int attempt) {
        return courses.find(enrolmentId).flatMap(
                found -> found.enrolment().attempt(assessmentId, attempt).map(result -> learned(found, result.revision())));
    }

    private Learned learned(EnrolledCourse found, int revision) {
        var enrolment = found.enrolment();
        return new Learned(enrolment.learner().subject(),
                revision == enrolment.revision() ? found.content() : courses.version(enrolment.courseId(), revision).content());
    }
}
