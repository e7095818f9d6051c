package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.AnswersRequest;
import io.amparo.knowledge.assessment.AttemptResponse;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The attempts of a learner at the assessments of a course (R4.2). */
@RestController
@RequestMapping("/api/v1/courses/{id}/assessments/{assessmentId}/attempts")
class AttemptController {
    private static final String NUMBER = "[1-9]\\d{0,2}";

    private final Enrolments enrolments;
    private final EnrolledCourses courses;
    private final Attempts attempts;
    private final TakeAssessment takeAssessment;
    private final CertifyCompletion certify;

    AttemptController(Enrolments enrolments, EnrolledCourses courses, Attempts attempts, TakeAssessment takeAssessment,
            CertifyCompletion certify) {
        this.enrolments = enrolments;
        this.courses = courses;
        this.attempts = attempts;
        this.takeAssessment = takeAssessment;
        this.certify = certify;
    }

    @GetMapping
    @Operation(summary = "List one's own attempts at an assessment, newest first", description = "Solutions are shown when the "
            + "assessment is passed.")
    Page<AttemptResponse> listAttempts(Caller caller, @PathVariable String id, @PathVariable String assessmentId,
            @Valid @ParameterObject Page.Request page) {
        var course = courses.visible().find(caller, id).state();
        var enrolment = enrolments.find(id, caller.subject());
        if (enrolment.isEmpty()) {
            courses.visible().publication(caller, course).content().assessment(assessmentId).orElseThrow(ApiException::notFound);
            return page.of(List.of(), String::valueOf);
        }
        var enrolled = courses.of(enrolment.get().state());
        enrolled.requireAssessment(assessmentId);
        var after = Cursor.parse(page.after());
        return page.of(attempts.page(enrolment.get().id(), assessmentId, after == null ? null : after.secondAsNumber(),
                page.limit() + 1), Attempts::cursor).map(found -> response(enrolled, found.state()));
    }

    @PostMapping
    @Operation(summary = "Begin an attempt at an assessment, or continue the one that is begun")
    AttemptResponse beginAttempt(Caller caller, @PathVariable String id, @PathVariable String assessmentId) {
        var enrolled = courses.find(caller, id);
        return response(enrolled, takeAssessment.begin(enrolled, assessmentId));
    }

    @PutMapping("/{number}/answers")
    @Operation(summary = "Submit all answers of an attempt, once", description = "Numbers have the decimal sign of "
            + "Accept-Language. The same answers may be submitted once more.")
    AttemptResponse submitAnswers(Caller caller, @PathVariable String id, @PathVariable String assessmentId,
            @PathVariable @Pattern(regexp = NUMBER) String number, @Valid @RequestBody AnswersRequest body) {
        var submitted = takeAssessment.submit(courses.find(caller, id), assessmentId, Integer.parseInt(number), body.toAnswers(),
                language(), Learner.of(caller));
        var enrolled = courses.find(caller, id);
        certify.handle(enrolled.enrolment().id());
        return response(enrolled, submitted);
    }

    private static AttemptResponse response(EnrolledCourse enrolled, LearnerAttempt found) {
        boolean showsSolutions = enrolled.enrolment().mayReadSolutions(found.attempt().assessmentId());
        return AttemptResponse.of(found.number(), found.attempt(), showsSolutions, language());
    }

    private static String language() {
        return LocaleContextHolder.getLocale().toLanguageTag();
    }
}
