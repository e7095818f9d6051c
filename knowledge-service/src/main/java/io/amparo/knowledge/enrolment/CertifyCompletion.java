package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.certificate.IssueCertificate;
import io.amparo.knowledge.enrolment.Enrolment.Completion;
import java.time.Clock;

/**
 * Issues the certificate of a completed version of a course, and records its code in the enrolment. Each version has one
 * certificate: a repetition after a crash finds it.
 */
record CertifyCompletion(Enrolments enrolments, EnrolledCourses courses, IssueCertificate issue, Clock clock) {

    void handle(String enrolmentId) {
        courses.find(enrolmentId)
                .ifPresent(found -> found.enrolment().uncertified().ifPresent(completion -> certify(found, completion)));
    }

    private void certify(EnrolledCourse found, Completion completion) {
        var enrolment = found.enrolment();
        var content = courses.versions().find(found.course(), completion.revision()).orElseThrow().content();
        var learner = enrolment.learner();
        // The token had no name: the certificate is issued after the next request of the person with one.
        if (!IssueCertificate.isName(learner.name(), learner.subject())) return;
        var certificate = issue
                .handle(new IssueCertificate.Command(enrolment.id() + "/" + completion.revision(), learner.subject(),
                        learner.person(), learner.name(), learner.customerId(), enrolment.courseId(), completion.revision(),
                        content.title(), content.language(), content.product(), content.major().orElse(null), completion.at()));
        enrolments.update(enrolment.id(), "certify/" + completion.revision(),
                current -> current.certify(completion.revision(), certificate.code(), clock.instant()));
    }
}
