package io.amparo.knowledge.course;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.course.Course.State;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Courses: staff writes them; any signed-in user of any product reads the published ones, independent of the edition (R4.1). */
@RestController
@RequestMapping("/api/v1/courses")
class CourseController {
    record CourseStateRequest(@NotNull State state) {}

    private final Courses courses;
    private final VisibleCourses visible;
    private final CreateCourse create;
    private final ReviseCourse revise;
    private final ChangeCourseState changeState;
    private final CourseResponses responses;
    private final CourseValidator validator;

    CourseController(Courses courses, VisibleCourses visible, CreateCourse create, ReviseCourse revise,
            ChangeCourseState changeState, CourseResponses responses, CourseValidator validator) {
        this.courses = courses;
        this.visible = visible;
        this.create = create;
        this.revise = revise;
        this.changeState = changeState;
        this.responses = responses;
        this.validator = validator;
    }

    @GetMapping
    @Operation(summary = "List the courses, by id", description = "Only staff sees other states than PUBLISHED.")
    Page<CourseResponse> listCourses(Caller caller, @RequestParam(required = false) @Nullable Set<State> state,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "pt-BR|en|es") String lang,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.FORUM_TAG) String tag,
            @Valid @ParameterObject Page.Request page) {
        var filter = new Courses.Filter(caller.mayReadAll() ? state : EnumSet.of(State.PUBLISHED), product, lang,
                tag == null ? null : tag.toLowerCase(Locale.ROOT));
        return page.of(courses.page(filter, page.after(), page.limit() + 1), CourseOutline::id)
                .map(found -> responses.of(found, caller));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a course; its lessons are resources of their own")
    ResponseEntity<CourseResponse> getCourse(Caller caller, @PathVariable String id) {
        return responses.entity(ResponseEntity.ok(), visible.find(caller, id), caller);
    }

    @PostMapping
    @Staff
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create the draft of a course")
    ResponseEntity<CourseResponse> createCourse(Caller caller, IdempotencyKey key, @Valid @RequestBody CourseRequest body) {
        var created = create.handle(
                new CreateCourse.Command(key.id(caller, "course"), body.content(validator::draftErrors), caller.person()));
        return responses.entity(ResponseEntity.created(URI.create(CourseResponses.path(created.id()))), created, caller);
    }

    @PutMapping("/{id}")
    @Staff
    @Operation(summary = "Change the draft of a course; learners see it when it is published")
    ResponseEntity<CourseResponse> reviseCourse(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @Valid @RequestBody CourseRequest body) {
        return responses.entity(ResponseEntity.ok(),
                revise.handle(new ReviseCourse.Command(id, ifMatch.version(), body.content(validator::draftErrors))), caller);
    }

    @PutMapping("/{id}/state")
    @Staff
    @Operation(summary = "Publish the draft of a course as its next version, or archive the course", description = "A published "
            + "version never changes. Headings in order, alternative texts, and captions or a transcript for each video are "
            + "required; all errors come at once.")
    ResponseEntity<CourseResponse> changeCourseState(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @Valid @RequestBody CourseStateRequest body) {
        return responses.entity(ResponseEntity.ok(),
                changeState.handle(new ChangeCourseState.Command(id, ifMatch.version(), body.state(), caller.name())), caller);
    }
}
