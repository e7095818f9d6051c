package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.certificate.IssueCertificate;
import io.amparo.knowledge.course.CourseVersions;
import io.amparo.knowledge.course.Courses;
import io.amparo.knowledge.course.LearnerRevisions;
import io.amparo.knowledge.course.VisibleCourses;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(EnrolmentProperties.class)
class EnrolmentConfig {

    @Bean
    Enrolments enrolments(Outbox outbox) {
        return new Enrolments(outbox);
    }

    @Bean
    Attempts attempts(Outbox outbox) {
        return new Attempts(outbox);
    }

    @Bean
    LearnerRevisions learnerRevisions(Enrolments enrolments) {
        return (courseId, caller) -> enrolments.find(courseId, caller.subject()).map(found -> found.state().revision());
    }

    @Bean
    EnrolledCourses enrolledCourses(Enrolments enrolments, Courses courses, CourseVersions courseVersions,
            VisibleCourses visibleCourses) {
        return new EnrolledCourses(enrolments, courses, courseVersions, visibleCourses);
    }

    @Bean
    LearnedCourses learnedCourses(EnrolledCourses enrolledCourses) {
        return new LearnedCourses(enrolledCourses);
    }

    @Bean
    Enrol enrol(Enrolments enrolments, Clock clock) {
        return new Enrol(enrolments, clock);
    }

    @Bean
    Learn learn(Enrolments enrolments, EnrolledCourses enrolledCourses, Clock clock) {
        return new Learn(enrolments, enrolledCourses, clock);
    }

    @Bean
    TakeAssessment takeAssessment(Enrolments enrolments, EnrolledCourses enrolledCourses, Attempts attempts, Clock clock) {
        return new TakeAssessment(enrolments, enrolledCourses, attempts, clock);
    }

    @Bean
    CertifyCompletion certifyCompletion(Enrolments enrolments, EnrolledCourses enrolledCourses, IssueCertificate issueCertificate,
            Clock clock) {
        return new CertifyCompletion(enrolments, enrolledCourses, issueCertificate, clock);
    }

    /** Only a crash between two writes leaves work for the tickers. */
    @Bean
    SchedulingConfigurer enrolmentTicks(Enrolments enrolments, Attempts attempts, TakeAssessment takeAssessment,
            CertifyCompletion certifyCompletion, EnrolmentProperties properties, MeterRegistry meters, Clock clock) {
        var submitted = new DueAggregates(attempts, clock, meters);
        var uncertified = new DueAggregates(enrolments, clock, meters);
        return tasks -> {
            tasks.addFixedDelayTask(() -> submitted.forEach(takeAssessment::record), properties.repairInterval());
            tasks.addFixedDelayTask(() -> uncertified.forEach(certifyCompletion::handle), properties.repairInterval());
        };
    }
}
