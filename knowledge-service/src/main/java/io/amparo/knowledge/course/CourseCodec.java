package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.AssessmentCodec;
import io.amparo.knowledge.course.Course.State;
import io.amparo.knowledge.course.Lesson.LessonFile;
import io.amparo.knowledge.course.Lesson.Video;
import io.amparo.platform.Adapter;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes courses and their contents as documents. */
@Adapter
final class CourseCodec {
    private CourseCodec() {}

    static Document encode(Course course) {
        var published = course.published();
        var shown = course.shown();
        return new Document("id", course.id()).append("creationId", course.creationId()).append("author", course.author())
                .append("state", course.state().name()).append("draft", encode(course.draft()))
                .append("published", published == null ? null : encode(published)).append("language", shown.language())
                .append("product", shown.product()).append("tags", shown.tags()).append("createdAt", course.createdAt())
                .append("updatedAt", course.updatedAt()).append("outline", encode(CourseOutline.of(course)));
    }

    static Document encode(CourseOutline outline) {
        return new Document("id", outline.id()).append("state", outline.state().name()).append("revision", outline.revision())
                .append("shown", encode(outline.shown())).append("createdAt", outline.createdAt())
                .append("updatedAt", outline.updatedAt()).append("publishedAt", outline.publishedAt())
                .append("draftChanged", outline.draftChanged());
    }

    static CourseOutline outline(Document stored) {
        var publishedAt = stored.getDate("publishedAt");
        return new CourseOutline(stored.getString("id"), State.valueOf(stored.getString("state")), stored.getInteger("revision"),
                content(stored.get("shown", Document.class)), stored.getDate("createdAt").toInstant(),
                stored.getDate("updatedAt").toInstant(), publishedAt == null ? null : publishedAt.toInstant(),
                stored.getBoolean("draftChanged"));
    }

    static Course decode(Document state) {
        var published = state.get("published", Document.class);
        return new Course(state.getString("id"), state.getString("creationId"), state.getString("author"),
                State.valueOf(state.getString("state")), content(state.get("draft", Document.class)),
                published == null ? null : publication(published), state.getDate("createdAt").toInstant(),
                state.getDate("updatedAt").toInstant());
    }

    static Document encode(Publication publication) {
        return new Document("revision", publication.revision()).append("content", encode(publication.content()))
                .append("at", publication.at()).append("by", publication.by());
    }

    static Publication publication(Document stored) {
        return new Publication(stored.getInteger("revision"), content(stored.get("content", Document.class)),
                stored.getDate("at").toInstant(), stored.getString("by"));
    }

    private static Document encode(Content content) {
        return new Document("title", content.title()).append("summary", content.summary()).append("language", content.language())
                .append("product", content.product()).append("productVersion", content.productVersion())
                .append("tags", content.tags()).append("lessons", content.lessons().stream().map(CourseCodec::encode).toList())
                .append("assessments", content.assessments().stream().map(AssessmentCodec::encode).toList())
                .append("completion", content.completion().name());
    }

    private static Content content(Document stored) {
        return new Content(stored.getString("title"), stored.getString("summary"), stored.getString("language"),
                stored.getString("product"), stored.getString("productVersion"), stored.getList("tags", String.class),
                stored.getList("lessons", Document.class).stream().map(CourseCodec::lesson).toList(),
                stored.getList("assessments", Document.class).stream().map(AssessmentCodec::decode).toList(),
                CompletionRule.valueOf(stored.getString("completion")));
    }

    private static Document encode(Lesson lesson) {
        return new Document("id", lesson.id()).append("title", lesson.title()).append("minutes", lesson.minutes())
                .append("body", lesson.body()).append("video", encode(lesson.video())).append("files", lesson.files().stream()
                        .map(file -> new Document("title", file.title()).append("id", file.id())).toList());
    }

    private static @Nullable Document encode(@Nullable Video video) {
        return video == null
                ? null
                : new Document("url", video.url()).append("captions", video.captions()).append("transcript", video.transcript());
    }

    private static Lesson lesson(Document stored) {
        var video = stored.get("video", Document.class);
        return new Lesson(stored.getString("id"), stored.getString("title"), stored.getInteger("minutes"),
                stored.getString("body"),
                video == null
                        ? null
                        : new Video(video.getString("url"), video.getString("captions"), video.getString("transcript")),
                files(stored.getList("files", Document.class)));
    }

    private static List<LessonFile> files(List<Document> stored) {
        return stored.stream().map(file -> new LessonFile(file.getString("title"), file.getString("id"))).toList();
    }
}
