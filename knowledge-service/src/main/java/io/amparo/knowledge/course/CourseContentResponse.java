package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.AssessmentResponse;
import io.amparo.platform.Adapter;
import io.amparo.platform.markdown.ArticleHtml;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole content of a course, with the solutions of its assessments: for the staff, which edits it.
 *
 * @param revision number of the version; null for the draft
 * @param publishedAt null for the draft
 * @param publisher name of the person; null for the draft
 */
@Adapter
record CourseContentResponse(String id, @Nullable Integer revision, @Nullable Instant publishedAt, @Nullable String publisher,
        String title, String summary, String language, @Nullable String product, @Nullable String version, List<String> tags,
        List<LessonContentJson> lessons, List<AssessmentResponse> assessments, CompletionRule completion) {

    /** A lesson as its author has submitted it. */
    @Adapter
    record LessonContentJson(String id, String title, int minutes, String body, @Nullable VideoJson video,
            List<LessonFileJson> files) {
        static LessonContentJson of(Lesson lesson, String language, Map<String, CourseFile> files) {
            return new LessonContentJson(lesson.id(), lesson.title(), lesson.minutes(), lesson.body(),
                    VideoJson.of(lesson.video(), language), LessonFileJson.of(lesson, files));
        }
    }

    /**
     * A video with captions or a transcript.
     *
     * @param transcriptHtml {@code transcript} as safe HTML with its language
     */
    @Adapter
    record VideoJson(String url, @Schema(description = "Address of the captions (WebVTT)") @Nullable String captions,
            @Schema(description = "Markdown") @Nullable String transcript,
            @Schema(description = "Safe HTML of `transcript`, with its language") @Nullable String transcriptHtml) {
        static @Nullable VideoJson of(Lesson.@Nullable Video video, String language) {
            if (video == null) return null;
            var transcript = video.transcript();
            return new VideoJson(video.url(), video.captions(), transcript,
                    transcript == null ? null : ArticleHtml.of(transcript, language));
        }
    }

    static CourseContentResponse draft(Course course, Map<String, CourseFile> files) {
        return of(course.id(), course.draft(), null, files);
    }

    static CourseContentResponse of(Course course, Publication publication, Map<String, CourseFile> files) {
        return of(course.id(), publication.content(), publication, files);
    }

    private static CourseContentResponse of(String id, Content content, @Nullable Publication publication,
            Map<String, CourseFile> files) {
        return new CourseContentResponse(id, publication == null ? null : publication.revision(),
                publication == null ? null : publication.at(), publication == null ? null : publication.by(), content.title(),
                content.summary(), content.language(), content.product(), content.productVersion(), content.tags(),
                content.lessons().stream().map(each -> LessonContentJson.of(each, content.language(), files)).toList(),
                content.assessments().stream().map(AssessmentResponse::forTeachers).toList(), content.completion());
    }
}
