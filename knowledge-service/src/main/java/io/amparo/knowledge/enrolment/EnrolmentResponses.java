package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Course;
import io.amparo.knowledge.course.Publication;
import io.amparo.knowledge.enrolment.Enrolment.Completion;
import io.amparo.knowledge.enrolment.Enrolment.Position;
import io.amparo.knowledge.enrolment.EnrolmentResponse.AssessmentProgressJson;
import io.amparo.knowledge.enrolment.EnrolmentResponse.LessonProgressJson;
import io.amparo.knowledge.enrolment.EnrolmentResponse.PositionResponse;
import io.amparo.knowledge.enrolment.EnrolmentResponse.State;
import io.amparo.platform.web.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the responses about enrolments. */
final class EnrolmentResponses {
    private EnrolmentResponses() {}

    static EnrolmentResponse of(EnrolledCourse enrolled) {
        return response(enrolled.enrolment(), enrolled.course(), enrolled.publication());
    }

    /** Returns the response for a person who has not begun the course. */
    static EnrolmentResponse notEnrolled(Course course, Publication newest) {
        return response(null, course, newest);
    }

    private static EnrolmentResponse response(@Nullable Enrolment e, Course course, Publication publication) {
        var content = publication.content();
        var path = path(course.id());
        var done = e == null ? Set.<String>of() : e.lessons();
        var lessons = content.lessons().stream().map(each -> new LessonProgressJson(each.id(), each.title(), each.minutes(),
                done.contains(each.id()), path + "/lessons/" + each.id())).toList();
        var completion = e == null ? null : e.completion().orElse(null);
        return new EnrolmentResponse(course.id(), content.title(), content.language(), state(e, completion),
                publication.revision(), course.revision(), (int) lessons.stream().filter(LessonProgressJson::completed).count(),
                lessons, e == null ? null : position(e, content, path),
                content.assessments().stream().map(each -> progress(e, each, path)).toList(),
                completion == null ? null : completion.percent(), e == null ? null : e.enrolledAt(),
                completion == null ? null : completion.at(), completion == null ? null : completion.certificate(),
                actions(e, course, path));
    }

    static State state(@Nullable Enrolment enrolment, @Nullable Completion completion) {
        if (enrolment == null) return State.NOT_ENROLLED;
        return completion == null ? State.IN_PROGRESS : State.COMPLETED;
    }

    private static @Nullable PositionResponse position(Enrolment enrolment, Content content, String path) {
        return enrolment.next(content).map(lesson -> {
            var at = enrolment.position();
            return new PositionResponse(lesson.id(), seconds(at, lesson.id()), path + "/lessons/" + lesson.id());
        }).orElse(null);
    }

    private static int seconds(@Nullable Position position, String lessonId) {
        return position != null && position.lesson().equals(lessonId) ? position.seconds() : 0;
    }

    private static AssessmentProgressJson progress(@Nullable Enrolment e, Assessment assessment, String path) {
        var id = assessment.id();
        var best = e == null ? OptionalInt.empty() : e.bestPercent(id);
        return new AssessmentProgressJson(id, assessment.title(), assessment.size(), assessment.passPercent(),
                assessment.maxAttempts(), e == null ? assessment.maxAttempts() : e.attemptsLeft(assessment),
                best.isPresent() ? best.getAsInt() : null, e != null && e.isPassed(id),
                e == null ? null : e.openAttempt(id).map(AttemptResult::number).orElse(null),
                path + "/assessments/" + id + "/attempts");
    }

    private static List<Action> actions(@Nullable Enrolment enrolment, Course course, String path) {
        var actions = new ArrayList<Action>();
        if (enrolment == null && course.isPublished()) actions.add(new Action("ENROL", "PUT", path + "/enrolment", null, null));
        if (enrolment != null && enrolment.revision() < course.revision())
            actions.add(new Action("ADVANCE", "PUT", path + "/enrolment/revision", List.of(Integer.toString(course.revision())),
                    null));
        return actions;
    }

    private static String path(String courseId) {
        return "/api/v1/courses/" + courseId;
    }
}
