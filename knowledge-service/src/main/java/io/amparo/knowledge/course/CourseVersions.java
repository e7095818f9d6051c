package io.amparo.knowledge.course;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The earlier published versions of all courses, a document for each; the newest version is in its course. {@link #keep} stores
 * the newest version before the course gets another one, so that a crash between the two writes loses nothing.
 */
@Adapter
public final class CourseVersions {
    private final Documents documents;

    CourseVersions(Outbox outbox) {
        documents = new Documents(outbox, "course_versions");
    }

    /** Stores the newest version of a course. Repeating is safe: a version never changes. */
    void keep(Course course) {
        var published = course.published();
        if (published == null) return;
        documents.put(key(course.id(), published.revision()),
                new Document("$set", new Document("version", CourseCodec.encode(published))));
    }

    public Optional<Publication> find(Course course, int revision) {
        var published = course.published();
        if (published != null && published.revision() == revision) return Optional.of(published);
        return revision < 1 || revision > course.revision()
                ? Optional.empty()
                : documents.find(key(course.id(), revision)).map(CourseVersions::decode);
    }

    /**
     * Returns the versions of a course, newest first.
     *
     * @param afterRevision last version of the page before; null starts with the newest one
     */
    List<Publication> page(Course course, @Nullable Integer afterRevision, int limit) {
        var found = new ArrayList<Publication>();
        var published = course.published();
        if (published == null) return found;
        if (afterRevision == null) found.add(published);
        int before = afterRevision == null ? published.revision() : Math.min(afterRevision, published.revision());
        documents.query(and(gt("_id", course.id() + "/"), lt("_id", key(course.id(), before))), null, Sorts.descending("_id"),
                limit - found.size()).stream().map(CourseVersions::decode).forEach(found::add);
        return found;
    }

    /** Returns whether an earlier version names a file. */
    boolean isFileNamed(String courseId, String fileId) {
        return documents.count(
                and(gt("_id", courseId + "/"), lt("_id", courseId + "0"), eq("version.content.lessons.files.id", fileId)), 1) > 0;
    }

    private static String key(String courseId, int revision) {
        return "%s/%08d".formatted(courseId, revision);
    }

    private static Publication decode(Document stored) {
        return CourseCodec.publication(stored.get("version", Document.class));
    }
}
