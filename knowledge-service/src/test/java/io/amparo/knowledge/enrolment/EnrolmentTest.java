package io.amparo.knowledge.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent.AssessmentGraded;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.events.knowledge.KnowledgeEvent.LessonCompleted;
import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.CompletionRule;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Lesson;
import io.amparo.knowledge.course.Publication;
import io.amparo.knowledge.enrolment.AttemptResult.Grade;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Learner DAVI = new Learner("user-DAVI", "user-DAVI", "Davi Rocha", null);
    private static final Assessment FINAL = new Assessment("final", "Final", 70, 2, List.of());
    private static final Content CONTENT = content(CompletionRule.LESSONS_AND_ASSESSMENTS, "um");
    private static final Publication FIRST = version(1, CONTENT);
    private static final Publication SECOND = version(2, CONTENT);
    private static final Enrolment BEGUN = Enrolment.begin("curso", 1, DAVI, NOW).state();

    private static Content content(CompletionRule rule, String... lessons) {
        return new Content("Curso", "Resumo", "pt-BR", null, null, List.of(),
                Stream.of(lessons).map(id -> new Lesson(id, id, 5, "Texto", null, List.of())).toList(), List.of(FINAL), rule);
    }

    private static Publication version(int revision, Content content) {
        return new Publication(revision, content, NOW, "Fabio");
    }

    /** Returns the content without assessments, about a major release. */
    private static Content lessonsOnly(String major, String... bodies) {
        var lessons = IntStream.range(0, bodies.length).mapToObj(i -> new Lesson("l" + i, "Lição", 5, bodies[i], null, List.of()))
                .toList();
        return new Content("Curso", "Resumo", "pt-BR", "opmon-9", major, List.of(), lessons, List.of(),
                CompletionRule.LESSONS_AND_ASSESSMENTS);
    }

    private static Enrolment attempt(Enrolment enrolment, int percent) {
        var version = version(enrolment.revision(), CONTENT);
        var begun = enrolment.beginAttempt("final", version, NOW).state();
        int number = begun.openAttempt("final").orElseThrow().number();
        var grade = new Grade(percent, percent >= 70, List.of(), List.of("q1"), NOW);
        return begun.grade("final", number, grade, version, NOW).state();
    }

    @Tag("R4.2")
    @Test
    void lessons_and_passed_assessments_complete_the_course_once() {
        var lesson = BEGUN.completeLesson("um", DAVI, FIRST, NOW);
        assertThat(lesson.events()).containsExactly(new LessonCompleted("curso", "um", "user-DAVI", null, NOW));
        assertThat(lesson.dueAt()).isNull();

        var begun = lesson.state().beginAttempt("final", FIRST, NOW).state();
        var graded = begun.grade("final", 1, new Grade(80, true, List.of("q1"), List.of(), NOW), FIRST, NOW);

        assertThat(graded.events()).containsExactly(new AssessmentGraded("curso", "final", 1, "user-DAVI", null, 80, true, NOW),
                new CourseCompleted("curso", "user-DAVI", null, 1, 80, NOW));
        assertThat(graded.dueAt()).as("until the certificate is issued").isEqualTo(NOW);
        var certified = graded.state().certify(1, "AMP-1", NOW);
        assertThat(certified.dueAt()).isNull();
        assertThat(certified.state().completeLesson("um", DAVI, FIRST, NOW).events()).isEmpty();
    }

    @Test
    void rule_of_the_course_decides_what_completes_it() {
        var lessonsOnly = content(CompletionRule.LESSONS, "um");
        assertThat(BEGUN.completeLesson("um", DAVI, version(1, lessonsOnly), NOW).state().completion()).isPresent();
        var assessmentsOnly = content(CompletionRule.ASSESSMENTS, "um", "dois");
        assertThat(BEGUN.completeLesson("um", DAVI, version(1, assessmentsOnly), NOW).state().completion()).isEmpty();
    }

    @Test
    void attempts_are_limited_for_each_version() {
        var open = BEGUN.beginAttempt("final", FIRST, NOW).state();
        assertThat(open.beginAttempt("final", FIRST, NOW).state().attempts()).as("one is open").hasSize(1);
        var failed = attempt(attempt(BEGUN, 10), 20);
        assertThat(failed.attemptsLeft(FINAL)).isZero();
        assertThat(failed.bestPercent("final")).hasValue(20);
        assertThatThrownBy(() -> failed.beginAttempt("final", FIRST, NOW)).isInstanceOf(ApiException.class)
                .hasMessage("attempts-exhausted");

        var moved = failed.advance(FIRST, SECOND, DAVI, NOW).state();

        assertThat(moved.attemptsLeft(FINAL)).isEqualTo(2);
        assertThat(moved.beginAttempt("final", SECOND, NOW).state().openAttempt("final").orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void after_a_completion_a_new_version_needs_its_assessments_once_more() {
        var completed = attempt(BEGUN.completeLesson("um", DAVI, FIRST, NOW).state(), 90).certify(1, "AMP-1", NOW).state();

        var moved = completed.advance(FIRST, SECOND, DAVI, NOW).state();

        assertThat(moved.completion()).isEmpty();
        assertThat(moved.lessons()).containsExactly("um");
        assertThat(moved.isPassed("final")).isFalse();
        assertThat(attempt(moved, 70).completions()).extracting(Enrolment.Completion::certificate).containsExactly("AMP-1", null);
    }

    @Test
    void passed_assessment_counts_in_the_next_version_before_a_completion() {
        var moved = attempt(BEGUN, 90).advance(FIRST, SECOND, DAVI, NOW).state();

        assertThat(moved.completeLesson("um", DAVI, SECOND, NOW).state().completion()).isPresent();
    }

    @Test
    void decision_with_the_content_of_another_version_is_refused() {
        var moved = BEGUN.advance(FIRST, SECOND, DAVI, NOW).state();

        assertThatThrownBy(() -> moved.completeLesson("um", DAVI, FIRST, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> moved.beginAttempt("final", FIRST, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repeated_lesson_completes_a_course_that_was_left_open() {
        var done = new Enrolment(BEGUN.id(), "curso", DAVI, 1, NOW, Set.of("um"), null, List.of(), List.of(), NOW);
        var content = content(CompletionRule.LESSONS, "um");

        assertThat(done.completeLesson("um", DAVI, version(1, content), NOW).events())
                .containsExactly(new CourseCompleted("curso", "user-DAVI", null, 1, null, NOW));
    }

    @Tag("R4.2")
    @Test
    void after_a_completion_lessons_that_differ_must_be_learned_once_more() {
        var first = version(1, lessonsOnly("9", "a", "b"));
        var completed = BEGUN.completeLesson("l0", DAVI, first, NOW).state().completeLesson("l1", DAVI, first, NOW).state();
        assertThat(completed.completion()).isPresent();

        var revised = completed.advance(first, version(2, lessonsOnly("9", "a", "c")), DAVI, NOW);
        assertThat(revised.events()).isEmpty();
        assertThat(revised.state().lessons()).containsExactly("l0");
        var newMajor = completed.advance(first, version(2, lessonsOnly("10", "a", "b")), DAVI, NOW);
        assertThat(newMajor.events()).isEmpty();
        assertThat(newMajor.state().lessons()).isEmpty();
        var before = BEGUN.completeLesson("l1", DAVI, first, NOW).state();
        assertThat(before.advance(first, version(2, lessonsOnly("9", "a", "c")), DAVI, NOW).state().lessons())
                .as("kept before a completion").containsExactly("l1");
    }

    @Test
    void solutions_are_hidden_until_the_assessment_is_passed() {
        assertThat(attempt(attempt(BEGUN, 10), 20).mayReadSolutions("final")).as("no attempt is left").isFalse();
        assertThat(attempt(BEGUN, 70).mayReadSolutions("final")).isTrue();
        var completed = attempt(BEGUN.completeLesson("um", DAVI, FIRST, NOW).state(), 90);
        assertThat(completed.advance(FIRST, SECOND, DAVI, NOW).state().mayReadSolutions("final"))
                .as("it must be passed once more").isFalse();
    }

    @Test
    void open_attempt_ends_with_its_version() {
        var open = BEGUN.beginAttempt("final", FIRST, NOW).state();

        var moved = open.advance(FIRST, SECOND, DAVI, NOW).state();

        assertThat(moved.openAttempt("final")).isEmpty();
        var begun = moved.beginAttempt("final", SECOND, NOW).state().openAttempt("final").orElseThrow();
        assertThat(begun.revision()).isEqualTo(2);
        assertThat(begun.number()).isEqualTo(2);
    }

    @Test
    void completion_by_an_assessment_has_the_name_and_company_of_now() {
        var bruno = new Learner("user-DAVI", "acme-davi", "Davi R. Lima", "acme");
        var begun = BEGUN.completeLesson("um", DAVI, FIRST, NOW).state().beginAttempt("final", FIRST, NOW).state();

        var graded = begun.by(bruno, NOW).state().grade("final", 1, new Grade(80, true, List.of(), List.of(), NOW), FIRST, NOW);

        assertThat(graded.events()).contains(new CourseCompleted("curso", "acme-davi", "acme", 1, 80, NOW));
        assertThat(graded.state().learner().name()).isEqualTo("Davi R. Lima");
    }

    @Tag("R4.3")
    @Test
    void learner_continues_at_the_position_or_with_the_first_open_lesson() {
        var content = content(CompletionRule.LESSONS, "um", "dois", "tres");
        var done = BEGUN.completeLesson("um", DAVI, version(1, content), NOW).state();
        assertThat(done.next(content).orElseThrow().id()).isEqualTo("dois");

        var moved = done.moveTo(new Enrolment.Position("tres", 252), NOW).state();

        assertThat(moved.next(content).orElseThrow().id()).isEqualTo("tres");
        assertThat(moved.completeLesson("tres", DAVI, version(1, content), NOW).state().next(content).orElseThrow().id())
                .isEqualTo("dois");
    }
}
