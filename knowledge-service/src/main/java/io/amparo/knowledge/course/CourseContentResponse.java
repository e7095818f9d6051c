package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.AssessmentResponse;
import io.amparo.knowledge.course.CourseRequest.LessonFileJson;
import io.amparo.platform.Adapter;
import io.amparo.platform.markdown.ArticleHtml;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
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
        static LessonContentJson of(Lesson lesson, String language) {
            return new LessonContentJson(lesson.id(), lesson.title(), lesson.minutes(), lesson.body(),
                    VideoJson.of(lesson.video(), language), CourseContentResponse.files(lesson));
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

    static List<LessonFileJson> files(Lesson lesson) {
        return lesson.files().stream().map(file -> new LessonFileJson(file.title(), file.url(), file.format(), file.size()))
                .toList();
    }

    static CourseContentResponse draft(Course course) {
        return of(course.id(), course.draft(), null);
    }

    static CourseContentResponse of(Course course, Publication publication) {
        return of(course.id(), publication.content(), publication);
    }

    private static CourseContentResponse of(String id, Content content, @Nullable Publication publication) {
        return new CourseContentResponse(id, publication == null ? null : publication.revision(),
                publication == null ? null : publication.at(), publication == null ? null : publication.by(), content.title(),
                content.summary(), content.language(), content.product(), content.productVersion(), content.tags(),
                content.lessons().stream().map(each -> LessonContentJson.of(each, content.language())).toList(),
                content.assessments().stream().map(AssessmentResponse::forTeachers).toList(), content.completion());
    }
}
