package io.amparo.knowledge.course;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.stream.Collectors;

/** Replaces the draft of a course in any state. Learners see it when it is published. */
final class ReviseCourse {
    /** @param version version that the caller read (If-Match) */
    record Command(String id, long version, Content content) {}

    private final Courses courses;
    private final CourseValidator validator;
    private final CourseFiles files;
    private final Clock clock;

    ReviseCourse(Courses courses, CourseValidator validator, CourseFiles files, Clock clock) {
        this.courses = courses;
        this.validator = validator;
        this.files = files;
        this.clock = clock;
    }

    Versioned<Course> handle(Command command) {
        var earlier = courses.find(command.id()).orElseThrow(ApiException::notFound).state().draft().fileIds();
        var named = command.content().fileIds();
        validator.validateDraft(command.content(), files.keep(command.id(), named, clock.instant()));
        // A version may name them; the clean-up finds that out.
        files.markUnused(earlier.stream().filter(each -> !named.contains(each)).collect(Collectors.toSet()), clock.instant());
        // Two authors may revise the same version differently; only an equal command counts as a repeat.
        var cause = "revise/" + Ids.uuidOf(command.toString());
        return courses.updateAndFind(command.id(), cause, command.version(),
                course -> course.revise(command.content(), clock.instant()));
    }
}
