package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Course;
import io.amparo.knowledge.course.Publication;
import io.amparo.platform.web.ApiException;

/**
 * A learner's course.
 *
 * @param publication the version that the learner has begun
 */
record EnrolledCourse(Enrolment enrolment, Course course, Publication publication) {
    Content content() {
        return publication.content();
    }

    /** @throws ApiException 404 if this version of the course has no such assessment */
    Assessment assessment(String id) {
        return content().assessment(id).orElseThrow(ApiException::notFound);
    }

    /** @throws ApiException 404 if this version has no such assessment, and the learner has no attempt at it in an earlier one */
    void requireAssessment(String id) {
        if (enrolment.attempts().stream().noneMatch(each -> each.assessmentId().equals(id))) assessment(id);
    }

    /** @throws ApiException 404 if this version of the course has no such lesson */
    void requireLesson(String id) {
        if (content().lesson(id).isEmpty()) throw ApiException.notFound();
    }
}
