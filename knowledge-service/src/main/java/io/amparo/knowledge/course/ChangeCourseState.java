package io.amparo.knowledge.course;

import io.amparo.knowledge.course.Course.State;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Publishes the draft of a course as its next version, or archives the course. */
final class ChangeCourseState {
    /**
     * @param version version that the caller read (If-Match)
     * @param by name of the person
     */
    record Command(String id, long version, State newState, String by) {}

    private final Courses courses;
    private final CourseVersions versions;
    private final CourseValidator validator;
    private final IndexTicker index;
    private final Clock clock;

    ChangeCourseState(Courses courses, CourseVersions versions, CourseValidator validator, IndexTicker index, Clock clock) {
        this.courses = courses;
        this.versions = versions;
        this.validator = validator;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Course> handle(Command command) {
        var current = courses.find(command.id()).orElseThrow(ApiException::notFound).state();
        // Before the course gets another version: learners stay on theirs.
        if (command.newState() == State.PUBLISHED) versions.keep(current);
        var changed = courses.updateAndFind(command.id(), "move/" + command.version() + "/" + command.newState(),
                command.version(), course -> {
                    // Only the draft that the caller has read: a later one is 412, and a repetition was valid.
                    if (command.newState() == State.PUBLISHED) validator.validate(course.draft());
                    return course.changeState(command.newState(), command.by(), clock.instant());
                });
        index.indexNow(command.id());
        return changed;
    }
}
