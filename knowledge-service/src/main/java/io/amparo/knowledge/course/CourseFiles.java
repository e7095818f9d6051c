package io.amparo.knowledge.course;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.ScanState;
import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Store of the files of all courses. {@code course_files} describes them, GridFS has their contents, and {@code course_uploads}
 * has the uploads in progress, so that each stored byte is known. The insert of the description decides which of several uploads
 * of one request counts. A file has the mark {@code unusedSince} until {@link UnusedCourseFiles} has seen that a draft or a
 * version names it, and once more when a draft drops it.
 */
@Adapter
final class CourseFiles {
    /** Files of a course. */
    static final int MAX_COUNT = 200;
    /** Bytes of all files of a course. */
    static final long MAX_BYTES = 1L << 30;
    /** Concurrent uploads may exceed the limit. */
    private static final int MAX_READ = 2 * MAX_COUNT;
    private static final String COURSE_ID = "courseId";
    private static final String CONTENT = "content";
    private static final String UNUSED_SINCE = "unusedSince";
    /** Mark of a file whose removal has begun. */
    private static final String REMOVED = "removed";
    private static final String FILE_ID = "fileId";
    private static final String AT = "at";

    private final Documents files;
    private final Documents uploads;
    private final StoredFiles contents;

    CourseFiles(Outbox outbox, StoredFiles contents) {
        this.files = new Documents(outbox, "course_files", new IndexModel(Indexes.ascending(COURSE_ID)),
                new IndexModel(Indexes.ascending(UNUSED_SINCE), new IndexOptions().sparse(true)));
        this.uploads = new Documents(outbox, "course_uploads", new IndexModel(Indexes.ascending(AT)));
        this.contents = contents;
    }

    /** Stores a file. Returns false if its id exists, then nothing is stored. */
    boolean add(CourseFile added, ReceivedFile received) throws IOException {
        uploads.insert(new Document("_id", added.content()).append(FILE_ID, added.id()).append(AT, added.at()));
        contents.store(added.content(), received);
        boolean isFirst = files.insert(encode(added).append(UNUSED_SINCE, added.at()));
        if (!isFirst) contents.remove(added.content());
        uploads.delete(eq(added.content()));
        return isFirst;
    }

    Optional<CourseFile> find(String id) {
        return files.find(id).filter(found -> !found.containsKey(REMOVED)).map(CourseFiles::decode);
    }

    /** Returns the files of a course by id, also those that no lesson names. */
    Map<String, CourseFile> ofCourse(String courseId) {
        return query(existing(courseId), "_id", MAX_READ).stream().collect(Collectors.toMap(CourseFile::id, Function.identity()));
    }

    private static Bson existing(String courseId) {
        return and(eq(COURSE_ID, courseId), exists(REMOVED, false));
    }

    /** Returns the files that a content names, by id. A content without files costs no access to the store. */
    Map<String, CourseFile> of(String courseId, Content content) {
        return content.fileIds().isEmpty() ? Map.of() : ofCourse(courseId);
    }

    /**
     * Keeps files from being removed for the next day, in which a draft may name them.
     *
     * @return those that exist
     */
    Set<String> keep(String courseId, Set<String> ids, Instant now) {
        if (ids.isEmpty()) return Set.of();
        return files.query(existing(courseId), Projections.include(UNUSED_SINCE), Sorts.ascending("_id"), MAX_READ).stream()
                .filter(found -> ids.contains(found.getString("_id")))
                // A file without the mark is named already.
                .filter(found -> !found.containsKey(UNUSED_SINCE)
                        || files.update(and(eq(found.getString("_id")), exists(REMOVED, false)), unused(now)))
                .map(found -> found.getString("_id")).collect(Collectors.toSet());
    }

    /** Marks files that a draft drops. Before the write of the draft, so that a crash leaves none without its mark. */
    void markUnused(Set<String> ids, Instant now) {
        if (!ids.isEmpty()) files.updateAll(in("_id", ids), unused(now));
    }

    private static Bson unused(Instant now) {
        return set(UNUSED_SINCE, now);
    }

    /** Returns files with the mark of before an instant, by the index on it. */
    List<CourseFile> unusedSinceBefore(Instant before, int limit) {
        return query(lt(UNUSED_SINCE, before), UNUSED_SINCE, limit);
    }

    /** Takes the mark from a file that is named, unless a later change has set it once more. */
    void settle(String id, Instant before) {
        files.update(and(eq(id), lt(UNUSED_SINCE, before)), unset(UNUSED_SINCE));
    }

    /** Removes a file, unless a draft has kept it meanwhile. A crash leaves the description, which leads to the content. */
    void remove(CourseFile file, Instant before) {
        if (!files.update(and(eq(file.id()), lt(UNUSED_SINCE, before)), set(REMOVED, true))) return;
        contents.remove(file.content());
        files.delete(eq(file.id()));
    }

    /** Lets a file have the mark as if it was new. */
    void postpone(String id, Instant now) {
        files.update(and(eq(id), exists(UNUSED_SINCE)), unused(now));
    }

    /** Removes what an interrupted upload has left. */
    void removeUploads(Instant before, int limit) {
        for (var upload : uploads.query(lt(AT, before), null, Sorts.ascending(AT), limit)) {
            var content = upload.getString("_id");
            if (files.find(upload.getString(FILE_ID)).filter(file -> content.equals(file.getString(CONTENT))).isEmpty())
                contents.remove(content);
            uploads.delete(eq(content));
        }
    }

    private List<CourseFile> query(Bson filter, String sort, int limit) {
        return files.query(filter, null, Sorts.ascending(sort), limit).stream().map(CourseFiles::decode).toList();
    }

    private static Document encode(CourseFile added) {
        var file = added.file();
        return new Document("_id", added.id()).append(COURSE_ID, added.courseId()).append(CONTENT, added.content())
                .append("name", file.name()).append("type", file.type()).append("size", file.size())
                .append("sha256", file.sha256()).append("scan", added.scan().name()).append(AT, added.at());
    }

    private static CourseFile decode(Document found) {
        return new CourseFile(found.getString("_id"), found.getString(COURSE_ID), found.getString(CONTENT),
                new ReceivedFile.Description(found.getString("name"), found.getString("type"), found.getLong("size"),
                        found.getString("sha256")),
                ScanState.valueOf(found.getString("scan")), found.getDate(AT).toInstant());
    }
}
