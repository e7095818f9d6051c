package io.amparo.knowledge.enrolment;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.enrolment.Enrolment.Position;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person does with a course: free for every signed-in user of any product (R4.1). */
@RestController
@RequestMapping("/api/v1")
class EnrolmentController {
    private static final int MAX_SECONDS = 86_400;

    record PositionRequest(@Schema(description = "Id of the lesson") @NotBlank @Size(max = FieldLimits.LESSON_ID) String lesson,
            @Schema(description = "Place in its video") @NotNull @Min(0) @Max(MAX_SECONDS) Integer seconds) {}

    record RevisionRequest(@Schema(description = "The newest version of the course") @NotNull @Min(1) Integer revision) {}

    private final Enrolments enrolments;
    private final EnrolledCourses courses;
    private final Enrol enrol;
    private final Learn learn;
    private final CertifyCompletion certify;

    EnrolmentController(Enrolments enrolments, EnrolledCourses courses, Enrol enrol, Learn learn, CertifyCompletion certify) {
        this.enrolments = enrolments;
        this.courses = courses;
        this.enrol = enrol;
        this.learn = learn;
        this.certify = certify;
    }

    @GetMapping("/enrolments")
    @Operation(summary = "List one's own enrolments, newest first")
    Page<EnrolmentResponse> listEnrolments(Caller caller, @Valid @ParameterObject Page.Request page) {
        var found = enrolments.ofSubject(caller.subject(), Cursor.parse(page.after()), page.limit() + 1);
        var enrolled = page.of(found, Enrolments::cursor);
        return new Page<>(courses.of(enrolled.items()).stream().map(EnrolmentResponses::of).toList(), enrolled.next(),
                enrolled.limit());
    }

    @PutMapping("/courses/{id}/enrolment")
    @Operation(summary = "Begin a course in its newest version; a repetition changes nothing")
    EnrolmentResponse enrolInCourse(Caller caller, @PathVariable String id) {
        return EnrolmentResponses.of(courses.of(enrol.handle(courses.visible().find(caller, id).state(), Learner.of(caller))));
    }

    @GetMapping("/courses/{id}/enrolment")
    @Operation(summary = "Read one's own progress in a course, and where to continue")
    EnrolmentResponse getEnrolment(Caller caller, @PathVariable String id) {
        var course = courses.visible().find(caller, id).state();
        return enrolments.find(id, caller.subject()).map(found -> EnrolmentResponses.of(courses.of(found.state())))
                .orElseGet(() -> EnrolmentResponses.notEnrolled(course, courses.visible().publication(caller, course)));
    }

    @PutMapping("/courses/{id}/enrolment/position")
    @Operation(summary = "Keep the place in a lesson, to continue there on any device")
    EnrolmentResponse keepPosition(Caller caller, @PathVariable String id, @Valid @RequestBody PositionRequest body) {
        learn.moveTo(courses.find(caller, id), new Position(body.lesson(), body.seconds()));
        return EnrolmentResponses.of(courses.find(caller, id));
    }

    @PutMapping("/courses/{id}/enrolment/revision")
    @Operation(summary = "Move to the newest version of a course", description = "Completed lessons count in each version that "
            + "has them. After a completion, the assessments and the lessons that differ must be done once more; all lessons, if "
            + "the version is about another major release. An attempt that is not submitted ends.")
    EnrolmentResponse advanceEnrolment(Caller caller, @PathVariable String id, @Valid @RequestBody RevisionRequest body) {
        var enrolled = courses.find(caller, id);
        int newest = enrolled.course().revision();
        if (body.revision() != newest) throw ApiException.invalidOneOf("revision", List.of(newest));
        learn.advance(enrolled, courses.versions().find(enrolled.course(), newest).orElseThrow(), Learner.of(caller));
        return certified(caller, id);
    }

    @PutMapping("/courses/{id}/lessons/{lessonId}/completion")
    @Operation(summary = "Complete a lesson; a repetition changes nothing")
    EnrolmentResponse completeLesson(Caller caller, @PathVariable String id, @PathVariable String lessonId) {
        learn.completeLesson(courses.find(caller, id), lessonId, Learner.of(caller));
        return certified(caller, id);
    }

    private EnrolmentResponse certified(Caller caller, String id) {
        certify.handle(courses.find(caller, id).enrolment().id());
        return EnrolmentResponses.of(courses.find(caller, id));
    }
}
