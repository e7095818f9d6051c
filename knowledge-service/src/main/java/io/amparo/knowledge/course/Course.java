package io.amparo.knowledge.course;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.CourseArchived;
import io.amparo.events.knowledge.KnowledgeEvent.CoursePublished;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course (R4.2). Staff changes its draft; publishing makes a version that never changes. Its id comes from the first title and
 * never changes.
 *
 * @param creationId id of the request that has created it
 * @param author person id of who has created it
 * @param published newest version; null before the first publication
 */
public record Course(String id, String creationId, String author, State state, Content draft, @Nullable Publication published,
        Instant createdAt, Instant updatedAt) {

    /** A course that is archived cannot be begun any more; who has begun it can complete it. */
    public enum State {
        DRAFT, PUBLISHED, ARCHIVED
    }

    static Change<Course, KnowledgeEvent> create(String id, String creationId, Content content, String author, Instant now) {
        return Change.of(new Course(id, creationId, author, State.DRAFT, content, null, now, now), List.of());
    }

    Change<Course, KnowledgeEvent> revise(Content content, Instant now) {
        if (content.equals(draft)) return unchanged();
        return Change.of(new Course(id, creationId, author, state, content, published, createdAt, now), List.of());
    }

    /** Publishes the draft as the next version, or archives the course. A draft without changes makes no version. */
    Change<Course, KnowledgeEvent> changeState(State newState, String by, Instant now) {
        if (!next().contains(newState) && newState != state)
            throw ApiException.conflict("course-state-not-reachable", "state", next());
        return switch (newState) {
            case DRAFT -> unchanged();
            case ARCHIVED -> state == State.ARCHIVED
                    ? unchanged()
                    : Change.of(new Course(id, creationId, author, newState, draft, published, createdAt, now),
                            List.of(new CourseArchived(id, now)));
            case PUBLISHED -> publish(by, now);
        };
    }

    private Change<Course, KnowledgeEvent> publish(String by, Instant now) {
        if (state == State.PUBLISHED && !isDraftChanged()) return unchanged();
        var version = published != null && !isDraftChanged() ? published : new Publication(revision() + 1, draft, now, by);
        var event = new CoursePublished(id, version.revision(), draft.language(), draft.title(), draft.product(), now);
        return Change.of(new Course(id, creationId, author, State.PUBLISHED, draft, version, createdAt, now), List.of(event));
    }

    private Change<Course, KnowledgeEvent> unchanged() {
        return Change.of(this, List.of());
    }

    /** Returns the number of the newest version; 0 before the first publication. */
    public int revision() {
        return published == null ? 0 : published.revision();
    }

    /** Whether the draft differs from what is published. */
    boolean isDraftChanged() {
        return published == null || !published.content().equals(draft);
    }

    public boolean isPublished() {
        return state == State.PUBLISHED;
    }

    /** Returns what is published, or the draft before the first publication. */
    public Content shown() {
        return published == null ? draft : published.content();
    }

    /** Returns the states that this course can have next. */
    private List<State> next() {
        return next(state, isDraftChanged());
    }

    static List<State> next(State state, boolean draftChanged) {
        return switch (state) {
            case DRAFT -> List.of(State.PUBLISHED, State.ARCHIVED);
            case PUBLISHED -> draftChanged ? List.of(State.PUBLISHED, State.ARCHIVED) : List.of(State.ARCHIVED);
            case ARCHIVED -> List.of(State.PUBLISHED);
        };
    }
}
