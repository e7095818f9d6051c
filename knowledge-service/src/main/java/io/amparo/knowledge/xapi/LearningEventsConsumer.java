package io.amparo.knowledge.xapi;

import io.amparo.events.Event;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.AssessmentGraded;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.events.knowledge.KnowledgeEvent.CourseEnrolled;
import io.amparo.events.knowledge.KnowledgeEvent.LessonCompleted;
import io.amparo.knowledge.enrolment.LearnedCourses;
import io.amparo.knowledge.enrolment.LearnedCourses.Learned;
import io.amparo.knowledge.event.KnowledgeEventListener;
import io.amparo.platform.Ids;
import io.amparo.platform.ReadsEvents;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Turns the events of this service into statements: an event that was published is recorded once. */
@ReadsEvents
@Configuration
class LearningEventsConsumer {

    /** What an event reports, without the course. */
    private record Report(XapiVerb verb, String person, XapiActivityType type, @Nullable String part, @Nullable Integer percent,
            @Nullable Integer attempt, Instant at) {}

    @Bean
    KnowledgeEventListener onLearningEvents(Statements statements, LearnedCourses courses, Clock clock) {
        return event -> {
            if (!(event.data() instanceof KnowledgeEvent data)) return;
            report(data)
                    .flatMap(report -> learned(courses, event.subject(), data)
                            .map(learned -> statement(event, report, data.itemId(), learned, clock.instant())))
                    .ifPresent(statements::add);
        };
    }

    /** Returns the version that the event is about; that of a lesson is the one that the person learns. */
    private static Optional<Learned> learned(LearnedCourses courses, String enrolmentId, KnowledgeEvent event) {
        return switch (event) {
            case CourseEnrolled it -> courses.find(enrolmentId, it.courseVersion());
            case CourseCompleted it -> courses.find(enrolmentId, it.courseVersion());
            case AssessmentGraded it -> courses.find(enrolmentId, it.assessmentId(), it.attempt());
            case LessonCompleted _ -> courses.find(enrolmentId);
            default -> Optional.empty();
        };
    }

    private static Optional<Report> report(KnowledgeEvent event) {
        return Optional.ofNullable(switch (event) {
            case CourseEnrolled it ->
                new Report(XapiVerb.INITIALIZED, it.personId(), XapiActivityType.COURSE, null, null, null, it.enrolledAt());
            case LessonCompleted it -> new Report(XapiVerb.COMPLETED, it.personId(), XapiActivityType.LESSON, it.lessonId(), null,
                    null, it.completedAt());
            case AssessmentGraded it -> new Report(it.passed() ? XapiVerb.PASSED : XapiVerb.FAILED, it.personId(),
                    XapiActivityType.ASSESSMENT, it.assessmentId(), it.percent(), it.attempt(), it.gradedAt());
            case CourseCompleted it -> new Report(XapiVerb.COMPLETED, it.personId(), XapiActivityType.COURSE, null, it.percent(),
                    null, it.completedAt());
            default -> null;
        });
    }

    private static Statement statement(Event event, Report report, String courseId, Learned learned, Instant storedAt) {
        var content = learned.content();
        return new Statement(Ids.uuidOf("xapi\n" + event.cause()), report.verb(), report.person(), learned.subject(), courseId,
                report.type(), report.part(), report.type().title(content, report.part()), content.language(), report.percent(),
                report.attempt(), report.at(), storedAt);
    }
}
