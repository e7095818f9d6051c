package io.amparo.knowledge.course;

import io.amparo.knowledge.course.Course.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a course, without the texts of its lessons and its questions, which are too large for that.
 *
 * @param shown what is published, or the draft before the first publication
 * @param draftChanged whether the draft differs from what is published
 */
record CourseOutline(String id, State state, int revision, Content shown, Instant createdAt, Instant updatedAt,
        @Nullable Instant publishedAt, boolean draftChanged) {

    static CourseOutline of(Course course) {
        var published = course.published();
        return new CourseOutline(course.id(), course.state(), course.revision(), course.shown().outline(), course.createdAt(),
                course.updatedAt(), published == null ? null : published.at(), course.isDraftChanged());
    }

    /** Returns the states that the course can have next. */
    List<State> next() {
        return Course.next(state, draftChanged);
    }
}
