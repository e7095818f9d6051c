package io.amparo.knowledge.course;

import io.amparo.knowledge.course.CourseContentResponse.VideoJson;
import io.amparo.platform.markdown.ArticleHtml;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lessons of a course for its learners, and its drafts and versions for the staff. */
@RestController
@RequestMapping("/api/v1/courses/{id}")
@HasETag
class CourseContentController {
    static final String NUMBER = "[1-9]\\d{0,8}";

    /**
     * A lesson in the version of the course that the caller learns.
     *
     * @param previous path of the lesson before; null for the first one
     * @param next path of the lesson after it; null for the last one
     */
    record LessonResponse(String id, String course,
            @Schema(description = "Version of the course, from 1; 0 for the draft") int revision,
            @Schema(description = "Place of the lesson in the course, from 1") int position,
            @Schema(description = "Number of lessons of the course") int lessons, String title, int minutes, String language,
            String body, @Schema(description = "Safe HTML of `body`, with its language") String bodyHtml,
            @Nullable VideoJson video, List<LessonFileJson> files, @Nullable String previous, @Nullable String next) {}

    /**
     * A published version of a course.
     *
     * @param publisher name of the person who has published it
     */
    record CourseVersionResponse(int revision, String title, int lessons, Instant publishedAt, String publisher) {
        static CourseVersionResponse of(Publication version) {
            return new CourseVersionResponse(version.revision(), version.content().title(), version.content().lessons().size(),
                    version.at(), version.by());
        }
    }

    private final VisibleCourses visible;
    private final CourseVersions versions;
    private final CourseFiles files;

    CourseContentController(VisibleCourses visible, CourseVersions versions, CourseFiles files) {
        this.visible = visible;
        this.versions = versions;
        this.files = files;
    }

    @GetMapping("/lessons/{lessonId}")
    @Operation(summary = "Read a lesson of a course", description = "A learner reads the version that was begun, all others the newest one.")
    LessonResponse getLesson(Caller caller, @PathVariable String id, @PathVariable String lessonId,
            @Parameter(description = "Whether to read the draft; only for staff") @RequestParam(defaultValue = "false") boolean draft) {
        if (draft && !caller.mayReadAll()) throw new ForbiddenException();
        var course = visible.find(caller, id).state();
        var publication = draft ? null : visible.publication(caller, course);
        var content = publication == null ? course.draft() : publication.content();
        var lesson = content.lesson(lessonId).orElseThrow(ApiException::notFound);
        int position = content.lessons().indexOf(lesson);
        return new LessonResponse(lesson.id(), id, publication == null ? 0 : publication.revision(), position + 1,
                content.lessons().size(), lesson.title(), lesson.minutes(), content.language(), lesson.body(),
                ArticleHtml.of(lesson.body(), content.language()), VideoJson.of(lesson.video(), content.language()),
                LessonFileJson.of(lesson, lesson.files().isEmpty() ? Map.of() : files.ofCourse(id)),
                path(id, content, position - 1), path(id, content, position + 1));
    }

    private static @Nullable String path(String id, Content content, int position) {
        return position < 0 || position >= content.lessons().size()
                ? null
                : CourseResponses.path(id) + "/lessons/" + content.lessons().get(position).id();
    }

    @GetMapping("/draft")
    @Staff
    @Operation(summary = "Read the draft of a course with its solutions", description = "Its ETag is the one with which the "
            + "course is changed.")
    ResponseEntity<CourseContentResponse> getCourseDraft(Caller caller, @PathVariable String id) {
        var course = visible.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(course.version()))
                .body(CourseContentResponse.draft(course.state(), files.of(id, course.state().draft())));
    }

    @GetMapping("/versions")
    @Staff
    @Operation(summary = "List the published versions of a course, newest first")
    Page<CourseVersionResponse> listCourseVersions(Caller caller, @PathVariable String id,
            @Valid @ParameterObject Page.Request page) {
        var course = visible.find(caller, id).state();
        var after = Cursor.parse(page.after());
        return page.of(versions.page(course, after == null ? null : after.secondAsNumber(), page.limit() + 1),
                each -> Cursor.of(null, Integer.toString(each.revision())).toString()).map(CourseVersionResponse::of);
    }

    @GetMapping("/versions/{revision}")
    @Staff
    @Operation(summary = "Read a published version of a course with its solutions")
    CourseContentResponse getCourseVersion(Caller caller, @PathVariable String id,
            @PathVariable @Pattern(regexp = NUMBER) String revision) {
        var course = visible.find(caller, id).state();
        var version = versions.find(course, Integer.parseInt(revision)).orElseThrow(ApiException::notFound);
        return CourseContentResponse.of(course, version, files.of(id, version.content()));
    }
}
