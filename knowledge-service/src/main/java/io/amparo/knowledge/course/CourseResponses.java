package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.AssessmentResponse;
import io.amparo.knowledge.course.Course.State;
import io.amparo.knowledge.course.CourseResponse.LessonSummaryJson;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.IfMatch;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Creates the responses about courses for a caller. They show actions by caller, so their ETag has a hash. */
@Adapter
record CourseResponses(JsonMapper json) {

    ResponseEntity<CourseResponse> entity(BodyBuilder entity, Versioned<Course> course, Caller caller) {
        var response = of(CourseOutline.of(course.state()), caller);
        return entity.eTag(IfMatch.etag(course.version(), json.writeValueAsString(response))).body(response);
    }

    CourseResponse of(CourseOutline course, Caller caller) {
        var content = course.shown();
        var path = path(course.id());
        return new CourseResponse(course.id(), course.state(), course.revision(), content.title(), content.summary(),
                content.language(), content.product(), content.productVersion(), content.tags(), content.minutes(),
                content.lessons().stream()
                        .map(each -> new LessonSummaryJson(each.id(), each.title(), each.minutes(), each.video() != null,
                                path + "/lessons/" + each.id()))
                        .toList(),
                content.assessments().stream().map(AssessmentResponse::forLearners).toList(), content.completion(),
                course.createdAt(), course.updatedAt(), course.publishedAt(), caller.isStaff() ? course.draftChanged() : null,
                actions(course, caller));
    }

    private static List<Action> actions(CourseOutline course, Caller caller) {
        var path = path(course.id());
        var actions = new ArrayList<Action>();
        if (course.state() == State.PUBLISHED) actions.add(new Action("ENROL", "PUT", path + "/enrolment", null, null));
        if (!caller.isStaff()) return actions;
        actions.add(new Action("EDIT", "PUT", path, null, null));
        course.next().forEach(next -> actions.add(
                new Action(next == State.ARCHIVED ? "ARCHIVE" : "PUBLISH", "PUT", path + "/state", List.of(next.name()), null)));
        return actions;
    }

    static String path(String courseId) {
        return "/api/v1/courses/" + courseId;
    }
}
