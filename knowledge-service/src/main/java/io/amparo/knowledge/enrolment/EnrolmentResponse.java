package io.amparo.knowledge.enrolment;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller has done of a course, and where to continue.
 *
 * @param percent average of the best results of the assessments
 * @param certificate code of the certificate of this version
 */
@Adapter
record EnrolmentResponse(@Schema(description = "Id of the course") String course, String title, String language, State state,
        @Schema(description = "Version of the course that the caller learns") int revision,
        @Schema(description = "Newest version of the course") int newestRevision, int lessonsCompleted,
        List<LessonProgressJson> lessons,
        @Schema(description = "Where to continue; missing if all lessons are completed") @Nullable PositionResponse position,
        List<AssessmentProgressJson> assessments, @Nullable Integer percent, @Nullable Instant enrolledAt,
        @Nullable Instant completedAt,
        @Schema(description = "Code of the certificate, a moment after the completion", example = "AMP-7K2Q-9D4M-XR3T") @Nullable String certificate,
        List<Action> actions) {

    /** How far a person has come. */
    enum State {
        NOT_ENROLLED, IN_PROGRESS, COMPLETED
    }

    /** A lesson and whether the caller has completed it. */
    @Adapter
    record LessonProgressJson(String id, String title, int minutes, boolean completed, String href) {}

    /** Where the caller stopped. */
    @Adapter
    record PositionResponse(@Schema(description = "Id of the lesson") String lesson,
            @Schema(description = "Place in its video") int seconds, String href) {}

    /** An assessment and what the caller has reached. */
    @Adapter
    record AssessmentProgressJson(String id, String title,
            @Schema(description = "Number of questions of an attempt") int questions, int passPercent,
            @Schema(description = "Number of attempts that a learner has") int attempts, int attemptsLeft,
            @Nullable Integer bestPercent, boolean passed,
            @Schema(description = "Number of the attempt that is begun and not submitted") @Nullable Integer openAttempt,
            String href) {}
}
