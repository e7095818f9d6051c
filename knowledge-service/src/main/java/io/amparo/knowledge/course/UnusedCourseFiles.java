package io.amparo.knowledge.course;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes files that no draft and no version names for a day, and what crashed uploads have left. A file of a version stays for
 * ever. Several instances may run at the same time.
 */
final class UnusedCourseFiles {
    static final Duration RETENTION = Duration.ofDays(1);
    private static final int PAGE_SIZE = 100;
    /** Ends a pass that finds more and more. */
    private static final int MAX_PAGES = 100;
    private static final System.Logger LOG = System.getLogger(UnusedCourseFiles.class.getName());

    private final Courses courses;
    private final CourseVersions versions;
    private final CourseFiles files;
    private final Clock clock;

    UnusedCourseFiles(Courses courses, CourseVersions versions, CourseFiles files, Clock clock) {
        this.courses = courses;
        this.versions = versions;
        this.files = files;
        this.clock = clock;
    }

    void removeExpired() {
        var before = clock.instant().minus(RETENTION);
        for (int page = 0; page < MAX_PAGES; page++) {
            var found = files.unusedSinceBefore(before, PAGE_SIZE);
            found.forEach(file -> settleOrRemove(file, before));
            if (found.size() < PAGE_SIZE) break;
        }
        files.removeUploads(before, PAGE_SIZE);
    }

    private void settleOrRemove(CourseFile file, Instant before) {
        try {
            if (isNamed(file))
                files.settle(file.id(), before);
            else
                files.remove(file, before);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Clean-up cannot remove the course file " + file.id() + "; retrying in a day", e);
            // Fails if the store is unavailable; then this pass ends, because the others would fail as well.
            files.postpone(file.id(), clock.instant());
        }
    }

    private boolean isNamed(CourseFile file) {
        return courses.find(file.courseId()).filter(found -> {
            var course = found.state();
            var published = course.published();
            // The newest version becomes an earlier one before its course gets another one.
            return course.draft().fileIds().contains(file.id())
                    || published != null && published.content().fileIds().contains(file.id())
                    || versions.isFileNamed(course.id(), file.id());
        }).isPresent();
    }
}
