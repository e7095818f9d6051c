package io.amparo.knowledge.course;

import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/**
 * Courses as far as a caller sees them: everyone who is signed in sees the published ones (R4.1), and those that the caller has
 * begun.
 */
public record VisibleCourses(Courses courses, CourseVersions versions, LearnerRevisions learnerRevisions) {

    /** @throws ApiException 404 if there is no such course for this caller */
    public Versioned<Course> find(Caller caller, String id) {
        return courses.find(id).filter(found -> isVisible(found.state(), caller)).orElseThrow(ApiException::notFound);
    }

    /**
     * Returns the version that a caller learns: the one that was begun, otherwise the newest one.
     *
     * @throws ApiException 404 if nothing is published
     */
    public Publication publication(Caller caller, Course course) {
        // The learner may have moved on since the course was read.
        int revision = Math.min(learnerRevisions.find(course.id(), caller).orElse(course.revision()), course.revision());
        return versions.find(course, revision).orElseThrow(ApiException::notFound);
    }

    private boolean isVisible(Course course, Caller caller) {
        return caller.mayReadAll() || course.isPublished() || learnerRevisions.find(course.id(), caller).isPresent();
    }
}
