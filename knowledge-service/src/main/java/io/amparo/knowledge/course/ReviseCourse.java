package io.amparo.knowledge.course;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Replaces the draft of a course in any state. Learners see it when it is published. */
final class ReviseCourse {
    /** @param version version that the caller read (If-Match) */
    record Command(String id, long version, Content content) {}

    private final Courses courses;
    private final CourseValidator validator;
    private final Clock clock;

    ReviseCourse(Courses courses, CourseValidator validator, Clock clock) {
        this.courses = courses;
        this.validator = validator;
        this.clock = clock;
    }

    Versioned<Course> handle(Command command) {
        if (courses.find(command.id()).isEmpty()) throw ApiException.notFound();
        validator.validateDraft(command.content());
        // Two authors may revise the same version differently; only an equal command counts as a repeat.
        var cause = "revise/" + Ids.uuidOf(command.toString());
        return courses.updateAndFind(command.id(), cause, command.version(),
                course -> course.revise(command.content(), clock.instant()));
    }
}
