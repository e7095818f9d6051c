package io.amparo.knowledge.enrolment;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.AssessmentGraded;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.events.knowledge.KnowledgeEvent.CourseEnrolled;
import io.amparo.events.knowledge.KnowledgeEvent.LessonCompleted;
import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Lesson;
import io.amparo.knowledge.course.Publication;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person has done of a course (R4.2). A learner stays on the version of the course that was begun, and can move to the
 * newest one: completed lessons count in each version that has them.
 *
 * @param revision version of the course that the person learns
 * @param lessons ids of the completed lessons
 * @param position where the person stopped (R4.3); null before the first lesson
 * @param attempts oldest first
 * @param completions one for each version that the person has completed, oldest first
 */
record Enrolment(String id, String courseId, Learner learner, int revision, Instant enrolledAt, Set<String> lessons,
        @Nullable Position position, List<AttemptResult> attempts, List<Completion> completions, Instant updatedAt) {

    /** @param seconds place in the video of the lesson */
    record Position(String lesson, int seconds) {}

    /**
     * The person has completed a version of the course.
     *
     * @param percent average of the best results of the assessments; null if there is none
     * @param certificate code of the certificate; null until it is issued
     */
    record Completion(int revision, @Nullable Integer percent, Instant at, @Nullable String certificate) {}

    Enrolment {
        lessons = Set.copyOf(lessons);
        attempts = List.copyOf(attempts);
        completions = List.copyOf(completions);
    }

    static String id(String courseId, String subject) {
        return Ids.uuidOf("enrolment\n" + courseId + "\n" + subject);
    }

    static Change<Enrolment, KnowledgeEvent> begin(String courseId, int revision, Learner learner, Instant now) {
        var enrolment = new Enrolment(id(courseId, learner.subject()), courseId, learner, revision, now, Set.of(), null,
                List.of(), List.of(), now);
        return Change.of(enrolment, List.of(new CourseEnrolled(courseId, learner.person(), learner.customerId(), revision, now)));
    }

    /** Keeps the place, so that the person can continue there on any device. */
    Change<Enrolment, KnowledgeEvent> moveTo(Position newPosition, Instant now) {
        return toChange(new Draft(this, now).at(newPosition), List.of());
    }

    /** Takes over name and company of the person from the last token. */
    Change<Enrolment, KnowledgeEvent> by(Learner current, Instant now) {
        return toChange(new Draft(this, now).of(current), List.of());
    }

    /** @param version the one that the person learns */
    Change<Enrolment, KnowledgeEvent> completeLesson(String lessonId, Learner current, Publication version, Instant now) {
        var completed = new HashSet<>(lessons);
        List<KnowledgeEvent> events = completed.add(lessonId)
                ? List.of(new LessonCompleted(courseId, lessonId, current.person(), current.customerId(), now))
                : List.of();
        return complete(new Draft(this, now).of(current).with(completed), events, version);
    }

    /**
     * Moves to a later version. After a completion, its assessments and the lessons that differ must be done once more: a
     * certificate means that the person knows what is new.
     *
     * @param from version that the person learns
     */
    Change<Enrolment, KnowledgeEvent> advance(Publication from, Publication newest, Learner current, Instant now) {
        if (newest.revision() <= revision) return toChange(new Draft(this, now), List.of());
        requireVersion(from);
        var kept = completions.isEmpty() ? lessons : unchanged(from.content(), newest.content());
        return complete(new Draft(this, now).of(current).on(newest.revision()).with(kept), List.of(), newest);
    }

    /** The same text about another major release is another lesson. */
    private Set<String> unchanged(Content from, Content newest) {
        if (!from.major().equals(newest.major())) return Set.of();
        return lessons.stream().filter(id -> from.lesson(id).equals(newest.lesson(id))).collect(Collectors.toSet());
    }

    /**
     * Begins the next attempt; an attempt that is open stays the only one.
     *
     * @param version the one that the person learns
     * @throws ApiException 404 if it has no such assessment, 409 if the assessment is passed, or all attempts were used
     */
    Change<Enrolment, KnowledgeEvent> beginAttempt(String assessmentId, Publication version, Instant now) {
        requireVersion(version);
        var assessment = version.content().assessment(assessmentId).orElseThrow(ApiException::notFound);
        if (openAttempt(assessment.id()).isPresent()) return toChange(new Draft(this, now), List.of());
        if (isPassed(assessment.id())) throw ApiException.conflict("assessment-passed");
        if (attemptsLeft(assessment) == 0) throw ApiException.conflict("attempts-exhausted");
        int number = 1 + (int) attempts.stream().filter(each -> each.assessmentId().equals(assessment.id())).count();
        return toChange(new Draft(this, now).add(new AttemptResult(assessment.id(), number, revision, now, null)), List.of());
    }

    /**
     * Records the result of an attempt, once.
     *
     * @param version the one that the person learns
     */
    Change<Enrolment, KnowledgeEvent> grade(String assessmentId, int number, AttemptResult.Grade grade, Publication version,
            Instant now) {
        var attempt = attempt(assessmentId, number).orElseThrow(ApiException::notFound);
        if (!attempt.isOpen()) return toChange(new Draft(this, now), List.of());
        var event = new AssessmentGraded(courseId, assessmentId, number, learner.person(), learner.customerId(), grade.percent(),
                grade.passed(), grade.at());
        return complete(new Draft(this, now).replace(attempt.graded(grade)), List.of(event), version);
    }

    /** Records the certificate of a completed version. */
    Change<Enrolment, KnowledgeEvent> certify(int completedRevision, String code, Instant now) {
        return toChange(new Draft(this, now).certified(completedRevision, code), List.of());
    }

    Optional<AttemptResult> attempt(String assessmentId, int number) {
        return attempts.stream().filter(each -> each.is(assessmentId, number)).findFirst();
    }

    /** Returns the attempt that is begun and not submitted; it ends with its version, because its result would not count. */
    Optional<AttemptResult> openAttempt(String assessmentId) {
        return attempts.stream()
                .filter(each -> each.assessmentId().equals(assessmentId) && each.isOpen() && each.revision() == revision)
                .findFirst();
    }

    /** Whether the learner may read the right answers: not at the last attempt, as a new version asks the same questions. */
    boolean mayReadSolutions(String assessmentId) {
        return isPassed(assessmentId) && openAttempt(assessmentId).isEmpty();
    }

    /** A new version has new attempts. */
    int attemptsLeft(Assessment assessment) {
        long used = attempts.stream().filter(each -> each.assessmentId().equals(assessment.id()) && each.revision() == revision)
                .count();
        return (int) Math.max(0, assessment.maxAttempts() - used);
    }

    boolean isPassed(String assessmentId) {
        return counted(assessmentId).anyMatch(AttemptResult::isPassed);
    }

    /** Returns the best result in percent since the last completed version. */
    OptionalInt bestPercent(String assessmentId) {
        return counted(assessmentId).flatMap(each -> Stream.ofNullable(each.grade())).mapToInt(AttemptResult.Grade::percent)
                .max();
    }

    /** Returns the completion of the version that the person learns. */
    Optional<Completion> completion() {
        return completions.stream().filter(each -> each.revision() == revision).findFirst();
    }

    /** Returns the completion of the newest version that the person has completed. */
    Optional<Completion> lastCompletion() {
        return completions.isEmpty() ? Optional.empty() : Optional.of(completions.getLast());
    }

    /** Returns the completion that still needs its certificate. */
    Optional<Completion> uncertified() {
        return completions.stream().filter(each -> each.certificate() == null).findFirst();
    }

    /** Returns the lesson with which the person continues: the one of the position, otherwise the first open one. */
    Optional<Lesson> next(Content content) {
        var at = position;
        if (at != null && !lessons.contains(at.lesson()) && content.lesson(at.lesson()).isPresent())
            return content.lesson(at.lesson());
        return content.lessons().stream().filter(Predicate.not(each -> lessons.contains(each.id()))).findFirst();
    }

    private Stream<AttemptResult> counted(String assessmentId) {
        int after = completions.stream().mapToInt(Completion::revision).filter(each -> each < revision).max().orElse(0);
        return attempts.stream().filter(each -> each.assessmentId().equals(assessmentId) && each.revision() > after);
    }

    private static Change<Enrolment, KnowledgeEvent> complete(Draft draft, List<KnowledgeEvent> events, Publication version) {
        var enrolment = draft.enrolment;
        enrolment.requireVersion(version);
        var content = version.content();
        if (enrolment.completion().isPresent() || !enrolment.isComplete(content)) return toChange(draft, events);
        var all = new ArrayList<>(events);
        var percent = enrolment.averagePercent(content);
        var learner = enrolment.learner();
        all.add(new CourseCompleted(enrolment.courseId(), learner.person(), learner.customerId(), enrolment.revision(), percent,
                enrolment.updatedAt()));
        return toChange(draft.completed(percent), all);
    }

    /** A decision with the content of another version would complete what was not learned. */
    private void requireVersion(Publication version) {
        if (version.revision() != revision)
            throw new IllegalArgumentException("Enrolment in version " + revision + " is decided with " + version.revision());
    }

    private boolean isComplete(Content content) {
        return (!content.completion().needsLessons() || content.lessons().stream().allMatch(each -> lessons.contains(each.id())))
                && (!content.completion().needsAssessments()
                        || content.assessments().stream().allMatch(each -> isPassed(each.id())));
    }

    @Nullable
    Integer averagePercent(Content content) {
        var best = content.assessments().stream().map(each -> bestPercent(each.id())).filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt).average();
        return best.isPresent() ? (int) Math.round(best.getAsDouble()) : null;
    }

    /** Due until the certificate is issued: a crash between the completion and the certificate is repaired. */
    private static Change<Enrolment, KnowledgeEvent> toChange(Draft draft, List<KnowledgeEvent> events) {
        var enrolment = draft.enrolment;
        return new Change<>(enrolment, events, enrolment.uncertified().map(Completion::at).orElse(null));
    }

    /** Changes single fields of an enrolment. */
    private record Draft(Enrolment enrolment) {
        Draft(Enrolment e, Instant now) {
            this(new Enrolment(e.id, e.courseId, e.learner, e.revision, e.enrolledAt, e.lessons, e.position, e.attempts,
                    e.completions, now));
        }

        Draft of(Learner learner) {
            return with(learner, enrolment.revision, enrolment.lessons, enrolment.position, enrolment.attempts);
        }

        Draft on(int revision) {
            return with(enrolment.learner, revision, enrolment.lessons, enrolment.position, enrolment.attempts);
        }

        Draft with(Set<String> lessons) {
            return with(enrolment.learner, enrolment.revision, lessons, enrolment.position, enrolment.attempts);
        }

        Draft at(Position position) {
            return with(enrolment.learner, enrolment.revision, enrolment.lessons, position, enrolment.attempts);
        }

        Draft add(AttemptResult attempt) {
            var attempts = new ArrayList<>(enrolment.attempts);
            attempts.add(attempt);
            return with(enrolment.learner, enrolment.revision, enrolment.lessons, enrolment.position, attempts);
        }

        Draft replace(AttemptResult attempt) {
            return with(enrolment.learner, enrolment.revision, enrolment.lessons, enrolment.position, enrolment.attempts.stream()
                    .map(each -> each.is(attempt.assessmentId(), attempt.number()) ? attempt : each).toList());
        }

        Draft completed(@Nullable Integer percent) {
            var completions = new ArrayList<>(enrolment.completions);
            completions.add(new Completion(enrolment.revision, percent, enrolment.updatedAt, null));
            return with(completions);
        }

        Draft certified(int revision, String code) {
            return with(enrolment.completions.stream()
                    .map(each -> each.revision() == revision && each.certificate() == null
                            ? new Completion(revision, each.percent(), each.at(), code)
                            : each)
                    .toList());
        }

        private Draft with(Learner learner, int revision, Set<String> lessons, @Nullable Position position,
                List<AttemptResult> attempts) {
            return new Draft(new Enrolment(enrolment.id, enrolment.courseId, learner, revision, enrolment.enrolledAt, lessons,
                    position, attempts, enrolment.completions, enrolment.updatedAt));
        }

        private Draft with(List<Completion> completions) {
            return new Draft(
                    new Enrolment(enrolment.id, enrolment.courseId, enrolment.learner, enrolment.revision, enrolment.enrolledAt,
                            enrolment.lessons, enrolment.position, enrolment.attempts, completions, enrolment.updatedAt));
        }
    }
}
