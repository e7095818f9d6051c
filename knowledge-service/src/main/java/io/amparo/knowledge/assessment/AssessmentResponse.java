package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.CourseAssessmentRequest.PoolJson;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An assessment as teachers and learners read it. */
@Adapter
public record AssessmentResponse(String id, String title,
        @Schema(description = "Percent of right answers from which an attempt is passed") int passPercent,
        @Schema(description = "Number of attempts that a learner has") int attempts,
        @Schema(description = "Number of questions of an attempt") int questions,
        @Schema(description = "All questions with their right answers; only for staff") @Nullable List<PoolJson> pools) {
    /** Returns an assessment without its questions. */
    public static AssessmentResponse forLearners(Assessment assessment) {
        return of(assessment, null);
    }

    /** Returns an assessment with its questions and right answers. */
    public static AssessmentResponse forTeachers(Assessment assessment) {
        return of(assessment, assessment.pools().stream().map(PoolJson::of).toList());
    }

    private static AssessmentResponse of(Assessment assessment, @Nullable List<PoolJson> pools) {
        return new AssessmentResponse(assessment.id(), assessment.title(), assessment.passPercent(), assessment.maxAttempts(),
                assessment.size(), pools);
    }
}
