package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.course.Course;
import io.amparo.knowledge.course.CourseVersions;
import io.amparo.knowledge.course.Courses;
import io.amparo.knowledge.course.Publication;
import io.amparo.knowledge.course.VisibleCourses;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Finds enrolments together with their courses. */
record EnrolledCourses(Enrolments enrolments, Courses courses, CourseVersions versions, VisibleCourses visible) {

    /** @throws ApiException 404 if there is no such course for this caller, 409 if the caller has not begun it */
    EnrolledCourse find(Caller caller, String courseId) {
        // The enrolment first: a course that is read later has its version.
        var enrolment = enrolments.find(courseId, caller.subject());
        var course = visible.find(caller, courseId).state();
        return enrolment.map(found -> of(course, found.state())).orElseThrow(() -> ApiException.conflict("not-enrolled"));
    }

    /** Returns the course in the version of an enrolment that may have moved since it was read. */
    EnrolledCourse current(EnrolledCourse read, Enrolment enrolment) {
        return enrolment.revision() == read.publication().revision()
                ? new EnrolledCourse(enrolment, read.course(), read.publication())
                : of(enrolment);
    }

    /** Returns a version that an enrolment has or had. */
    Publication version(String courseId, int revision) {
        return versions.find(courses.find(courseId).orElseThrow().state(), revision).orElseThrow();
    }

    EnrolledCourse of(Enrolment enrolment) {
        return of(courses.find(enrolment.courseId()).orElseThrow().state(), enrolment);
    }

    /** Returns the courses of a page, each read once. */
    List<EnrolledCourse> of(List<Versioned<Enrolment>> page) {
        var found = new HashMap<String, Course>();
        var published = new HashMap<String, Publication>();
        return page.stream().map(Versioned::state).map(enrolment -> {
            var course = found.computeIfAbsent(enrolment.courseId(), id -> courses.find(id).orElseThrow().state());
            var publication = published.computeIfAbsent(enrolment.courseId() + "/" + enrolment.revision(),
                    _ -> versions.find(course, enrolment.revision()).orElseThrow());
            return new EnrolledCourse(enrolment, course, publication);
        }).toList();
    }

    Optional<EnrolledCourse> find(String enrolmentId) {
        return enrolments.find(enrolmentId).map(Versioned::state).map(this::of);
    }

    private EnrolledCourse of(Course course, Enrolment enrolment) {
        return new EnrolledCourse(enrolment, course, versions.find(course, enrolment.revision()).orElseThrow());
    }
}
