package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.course.Course;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Begins a course in its newest version, once for each person (R4.1). A course that is not published cannot be begun. */
record Enrol(Enrolments enrolments, Clock clock) {

    Enrolment handle(Course course, Learner learner) {
        var found = enrolments.find(course.id(), learner.subject());
        if (found.isPresent()) return found.get().state();
        if (!course.isPublished()) throw ApiException.conflict("course-not-published");
        enrolments.insert(Enrolment.id(course.id(), learner.subject()), "enrol",
                Enrolment.begin(course.id(), course.revision(), learner, clock.instant()));
        return enrolments.find(course.id(), learner.subject()).orElseThrow().state();
    }
}
