package io.amparo.knowledge.course;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.assessment.CourseAssessmentRequest;
import io.amparo.knowledge.course.Lesson.LessonFile;
import io.amparo.knowledge.course.Lesson.Video;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Content of a course as its author submits it. A draft may be incomplete; publishing checks the rest. */
@Adapter
record CourseRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String title,
        @Schema(description = "What the course teaches, as plain text") @NotBlank @Size(max = FieldLimits.COURSE_SUMMARY) String summary,
        @NotNull @Pattern(regexp = "pt-BR|en|es") String language,
        @Schema(description = "Product that the course is about") @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
        @Schema(description = "Major release of the product that the course is about: a certificate ends after the next one", example = "9") @Nullable @Size(max = FieldLimits.VERSION) String version,
        @Schema(description = "Words for filters and searches; upper case does not count") @Nullable @Size(max = FieldLimits.COURSE_TAGS) List<@NotBlank @Size(max = FieldLimits.FORUM_TAG) String> tags,
        @Schema(description = "In the order of the course") @Nullable @Size(max = FieldLimits.LESSONS) List<@NotNull @Valid LessonRequest> lessons,
        @Nullable @Size(max = FieldLimits.ASSESSMENTS) List<@NotNull @Valid CourseAssessmentRequest> assessments,
        @Schema(description = "What completes the course; LESSONS_AND_ASSESSMENTS by default") @Nullable CompletionRule completion) {
    private static final String ID = "[a-z0-9][a-z0-9-]*";
    static final String HTTPS = "https://[^\\s\"<>]+";

    /** A lesson as its author submits it. */
    @Adapter
    record LessonRequest(
            @Schema(description = "Unique in the course; progress is kept under it") @NotNull @Size(max = FieldLimits.LESSON_ID) @Pattern(regexp = ID) String id,
            @NotBlank @Size(max = FieldLimits.SUBJECT) String title,
            @NotNull @Min(1) @Max(FieldLimits.LESSON_MINUTES) Integer minutes,
            @Schema(description = "Markdown with tables; headings begin with ##, and each image has an alternative text") @Nullable @Size(max = FieldLimits.ARTICLE_BODY) String body,
            @Nullable @Valid VideoRequest video,
            @Nullable @Size(max = FieldLimits.LESSON_FILES) List<@NotNull @Valid LessonFileRequest> files) {
        Lesson lesson() {
            return new Lesson(id, title.strip(), minutes, body == null ? "" : body.strip(), video == null ? null : video.video(),
                    files == null
                            ? List.of()
                            : files.stream().map(each -> new LessonFile(each.title().strip(), each.id())).toList());
        }
    }

    /** A video with captions or a transcript. */
    @Adapter
    record VideoRequest(@NotNull @Size(max = FieldLimits.URL) @Pattern(regexp = HTTPS) String url,
            @Schema(description = "Address of the captions (WebVTT)") @Nullable @Size(max = FieldLimits.URL) @Pattern(regexp = HTTPS) String captions,
            @Schema(description = "Markdown") @Nullable @Size(max = FieldLimits.ARTICLE_BODY) String transcript) {
        Video video() {
            return new Video(url, captions, transcript == null || transcript.isBlank() ? null : transcript.strip());
        }
    }

    /** A file of the course. A page elsewhere is a link in the text of the lesson. */
    @Adapter
    record LessonFileRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String title,
            @Schema(description = "Id of a file that was uploaded for this course", example = "0d6a1c52-7c1e-3b7e-9c3e-5f2a8d1b4e60") @NotNull @Pattern(regexp = "[0-9a-f-]{36}") String id) {}

    /**
     * Returns the content of a valid request.
     *
     * @param draftErrors the rules of a draft
     * @throws ApiException if the fields of an assessment do not fit together: names these and all errors of the draft
     */
    Content content(Function<Content, List<FieldError>> draftErrors) {
        var submitted = assessments == null ? List.<CourseAssessmentRequest>of() : assessments;
        var errors = new ArrayList<FieldError>();
        var valid = new ArrayList<Assessment>();
        for (int i = 0; i < submitted.size(); i++) {
            var request = submitted.get(i);
            var found = request.fieldErrors("assessments[" + i + "]");
            errors.addAll(found);
            valid.add(found.isEmpty() ? request.assessment() : withoutPools(request));
        }
        var content = content(valid);
        if (errors.isEmpty()) return content;
        errors.addAll(draftErrors.apply(content));
        throw ApiException.invalid(errors);
    }

    private static Assessment withoutPools(CourseAssessmentRequest request) {
        return new Assessment(request.id(), request.title(), request.passPercent(), request.attempts(), List.of());
    }

    private Content content(List<Assessment> valid) {
        return new Content(title.strip(), summary.strip(), language, product, version, lowerCase(tags),
                lessons == null ? List.of() : lessons.stream().map(LessonRequest::lesson).toList(), valid,
                Objects.requireNonNullElse(completion, CompletionRule.LESSONS_AND_ASSESSMENTS));
    }

    private static List<String> lowerCase(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags.stream().map(tag -> tag.strip().toLowerCase(Locale.ROOT)).distinct().toList();
    }
}
