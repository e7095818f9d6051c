package io.amparo.knowledge.course;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lesson of a course.
 *
 * @param id unique in its course; progress is kept under it over all versions
 * @param minutes how long it takes
 * @param body Markdown; empty if the video is the lesson
 */
public record Lesson(String id, String title, int minutes, String body, @Nullable Video video, List<LessonFile> files) {

    /**
     * A video at another address.
     *
     * @param captions address of its captions (WebVTT); null if it has none
     * @param transcript Markdown; null if there is none
     */
    public record Video(String url, @Nullable String captions, @Nullable String transcript) {}

    /** @param id id of a {@link CourseFile} of the course */
    public record LessonFile(String title, String id) {}

    public Lesson {
        files = List.copyOf(files);
    }

    /** Returns this lesson without its texts and files. */
    Lesson outline() {
        return new Lesson(id, title, minutes, "", video == null ? null : new Video(video.url(), null, null), List.of());
    }

    /** Returns the number of characters of its texts. */
    int length() {
        return body.length() + (video == null || video.transcript() == null ? 0 : video.transcript().length());
    }
}
