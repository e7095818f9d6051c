package io.amparo.knowledge.course;

import io.amparo.knowledge.article.Slug;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Creates the draft of a course. Idempotent: a repetition with the same creation id finds the first draft. */
final class CreateCourse {
    record Command(String creationId, Content content, String author) {}

    private static final String UNNAMED = "course";

    private final Courses courses;
    private final CourseValidator validator;
    private final Clock clock;

    CreateCourse(Courses courses, CourseValidator validator, Clock clock) {
        this.courses = courses;
        this.validator = validator;
        this.clock = clock;
    }

    Versioned<Course> handle(Command command) {
        var plain = Slug.plain(command.content().title());
        var slug = plain.isEmpty() ? UNNAMED : plain;
        var candidates = Stream.of(slug, slug + "-" + command.creationId().substring(0, 8)).toList();
        return candidates.stream().flatMap(id -> find(id, command).stream()).findFirst().or(() -> {
            // Files are uploaded for a course that exists.
            validator.validateDraft(command.content(), Set.of());
            return candidates.stream().flatMap(id -> create(id, command).stream()).findFirst();
        }).orElseThrow(() -> ApiException.conflict("slug-taken"));
    }

    private Optional<Versioned<Course>> find(String id, Command command) {
        return courses.find(id).filter(found -> found.state().creationId().equals(command.creationId()));
    }

    /** Returns empty if another course has the id. */
    private Optional<Versioned<Course>> create(String id, Command command) {
        courses.insert(id, "create",
                Course.create(id, command.creationId(), command.content(), command.author(), clock.instant()));
        return find(id, command);
    }
}
