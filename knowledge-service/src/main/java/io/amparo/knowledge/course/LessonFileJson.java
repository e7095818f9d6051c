package io.amparo.knowledge.course;

import io.amparo.platform.Adapter;
import java.util.List;
import java.util.Map;

/**
 * A file of a lesson.
 *
 * @param type media type by content
 * @param size bytes
 * @param href path of a link that downloads the file
 */
@Adapter
record LessonFileJson(String title, String id, String name, String type, long size, String href) {
    static List<LessonFileJson> of(Lesson lesson, Map<String, CourseFile> files) {
        return lesson.files().stream().filter(each -> files.containsKey(each.id()))
                .map(each -> of(each.title(), files.get(each.id()))).toList();
    }

    private static LessonFileJson of(String title, CourseFile found) {
        var file = found.file();
        return new LessonFileJson(title, found.id(), file.name(), file.type(), file.size(), CourseFileController.linkPath(found));
    }
}
