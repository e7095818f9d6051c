package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.AssessmentResponse;
import io.amparo.knowledge.course.Course.State;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course as the API returns it: what is published, or the draft before the first publication.
 *
 * @param draftChanged whether the draft differs from what is published; null for all but the staff
 * @param actions what this caller may do in the current state
 */
@Adapter
record CourseResponse(String id, State state,
        @Schema(description = "Number of the published version, from 1; 0 before the first publication") int revision,
        String title, String summary, String language, @Nullable String product,
        @Schema(description = "Major release of the product that the course is about") @Nullable String version,
        List<String> tags, @Schema(description = "How long all lessons take") int minutes, List<LessonSummaryJson> lessons,
        List<AssessmentResponse> assessments, CompletionRule completion, Instant createdAt, Instant updatedAt,
        @Nullable Instant publishedAt, @Nullable Boolean draftChanged, List<Action> actions) {

    /** A lesson without its texts. */
    @Adapter
    record LessonSummaryJson(String id, String title, int minutes, @Schema(description = "Whether it has a video") boolean video,
            String href) {}
}
