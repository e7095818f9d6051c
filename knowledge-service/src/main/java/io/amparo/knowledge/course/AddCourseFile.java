package io.amparo.knowledge.course;

import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

/** Stores a file for the lessons of a course. Idempotent: a repetition with the same id finds the first file. */
final class AddCourseFile {

    /** @param id id of the file, which a retry repeats */
    record Command(String courseId, String id, ReceivedFile file) {}

    private final CourseFiles files;
    private final StoredFiles contents;
    private final Clock clock;

    AddCourseFile(CourseFiles files, StoredFiles contents, Clock clock) {
        this.files = files;
        this.contents = contents;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the course takes no more files, 422 if the file is infected */
    CourseFile handle(Command command) throws IOException {
        var earlier = files.find(command.id());
        if (earlier.isPresent()) return same(earlier.get(), command);
        requireRoom(command);
        var scan = contents.scan(command.file());
        var added = new CourseFile(command.id(), command.courseId(), UUID.randomUUID().toString(), command.file().description(),
                scan, clock.instant());
        if (files.add(added, command.file())) return added;
        // A concurrent call with this key was first. The file is missing only while its removal ends.
        return same(files.find(command.id()).orElseThrow(UpstreamProblemException::unavailable), command);
    }

    /** Concurrent uploads may exceed the limit by their number. */
    private void requireRoom(Command command) {
        var stored = files.ofCourse(command.courseId()).values();
        long bytes = stored.stream().mapToLong(each -> each.file().size()).sum() + command.file().description().size();
        if (stored.size() >= CourseFiles.MAX_COUNT || bytes > CourseFiles.MAX_BYTES)
            throw ApiException.conflict("course-files-full");
    }

    private static CourseFile same(CourseFile stored, Command command) {
        if (!stored.file().equals(command.file().description())) throw ApiException.keyReused("Idempotency-Key");
        return stored;
    }
}
