package io.amparo.knowledge.enrolment;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.course.Publication;
import io.amparo.knowledge.enrolment.Enrolment.Position;
import io.amparo.platform.store.Change;
import java.time.Clock;
import java.util.function.Function;

/** What a learner does with the lessons of a course. Each step may be repeated. */
record Learn(Enrolments enrolments, EnrolledCourses courses, Clock clock) {

    void moveTo(EnrolledCourse course, Position position) {
        course.requireLesson(position.lesson());
        // A player may go back to the same place, so the cause is the moment.
        update(course, "position/" + clock.instant(), enrolment -> enrolment.moveTo(position, clock.instant()));
    }

    void completeLesson(EnrolledCourse course, String lessonId, Learner learner) {
        // A repetition completes a course that has nothing else to do, so the cause is the moment.
        update(course, "lesson/" + lessonId + "/" + clock.instant(), enrolment -> {
            var current = courses.current(course, enrolment);
            current.requireLesson(lessonId);
            return enrolment.completeLesson(lessonId, learner, current.publication(), clock.instant());
        });
    }

    /** Moves to a later version of the course. */
    void advance(EnrolledCourse course, Publication newest, Learner learner) {
        update(course, "advance/" + newest.revision(), enrolment -> enrolment
                .advance(courses.current(course, enrolment).publication(), newest, learner, clock.instant()));
    }

    private void update(EnrolledCourse course, String cause, Function<Enrolment, Change<Enrolment, KnowledgeEvent>> decide) {
        enrolments.update(course.enrolment().id(), cause, decide);
    }
}
