package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.enrolment.Enrolment.Completion;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the teachers of a course see of its learners. */
@RestController
@RequestMapping("/api/v1/courses/{id}/learners")
@Staff
class LearnerController {
    /** Bounds the summary: it reads so many enrolments. */
    private static final int MAX_ENROLMENTS = 5_000;

    /**
     * A learner and the progress in the version that the person learns.
     *
     * @param percent average of the best results of the assessments so far
     */
    record LearnerResponse(@Schema(description = "Person id") String person, String name,
            @Schema(description = "Company for which the person acts") @Nullable String customer, EnrolmentResponse.State state,
            int revision, int lessonsCompleted, int lessons, int assessmentsPassed, int assessments, @Nullable Integer percent,
            Instant enrolledAt, Instant updatedAt, @Nullable Instant completedAt,
            @Schema(description = "Code of the certificate") @Nullable String certificate) {}

    /** A question and how often its answers are wrong. */
    record HardQuestionResponse(@Schema(description = "Id of the assessment") String assessment,
            @Schema(description = "Id of the question") String question, String text, int answers,
            @Schema(description = "Share of wrong answers") int wrongPercent) {}

    /** The learners of a course together. */
    record LearnerSummaryResponse(@Schema(description = "Of the newest 5,000 enrolments") int enrolled, int completed,
            @Schema(description = "Average result of those who have completed it") @Nullable Integer averagePercent,
            @Schema(description = "At most 10 questions, hardest first") List<HardQuestionResponse> hardest) {}

    private final Enrolments enrolments;
    private final EnrolledCourses courses;

    LearnerController(Enrolments enrolments, EnrolledCourses courses) {
        this.enrolments = enrolments;
        this.courses = courses;
    }

    @GetMapping
    @Operation(summary = "List the learners of a course with their progress, newest first")
    Page<LearnerResponse> listLearners(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        courses.visible().find(caller, id);
        var found = enrolments.ofCourse(id, Cursor.parse(page.after()), page.limit() + 1);
        var enrolled = page.of(found, Enrolments::cursor);
        return new Page<>(courses.of(enrolled.items()).stream().map(LearnerController::response).toList(), enrolled.next(),
                enrolled.limit());
    }

    private static LearnerResponse response(EnrolledCourse enrolled) {
        var e = enrolled.enrolment();
        var content = enrolled.content();
        var completion = e.completion().orElse(null);
        var passed = content.assessments().stream().filter(each -> e.isPassed(each.id())).count();
        var done = content.lessons().stream().filter(each -> e.lessons().contains(each.id())).count();
        return new LearnerResponse(e.learner().person(), e.learner().name(), e.learner().customerId(),
                EnrolmentResponses.state(e, completion), e.revision(), (int) done, content.lessons().size(), (int) passed,
                content.assessments().size(), e.averagePercent(content), e.enrolledAt(), e.updatedAt(),
                e.completion().map(Completion::at).orElse(null), e.completion().map(Completion::certificate).orElse(null));
    }

    @GetMapping("/summary")
    @Operation(summary = "Read how the learners of a course do, and its hardest questions")
    LearnerSummaryResponse summarizeLearners(Caller caller, @PathVariable String id) {
        var course = courses.visible().find(caller, id).state();
        var found = enrolments.ofCourse(id, null, MAX_ENROLMENTS).stream().map(Versioned::state).toList();
        var statistics = CourseStatistics.of(found, course.shown(), revision -> courses.version(id, revision).content());
        return new LearnerSummaryResponse(statistics.enrolled(), statistics.completed(), statistics.averagePercent(),
                statistics.hardest().stream().map(each -> new HardQuestionResponse(each.assessment(), each.question(),
                        each.text(), each.answers(), each.wrongPercent())).toList());
    }
}
