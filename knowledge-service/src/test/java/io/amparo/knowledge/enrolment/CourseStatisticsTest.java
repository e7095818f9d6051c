package io.amparo.knowledge.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Question;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.course.CompletionRule;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.enrolment.AttemptResult.Grade;
import io.amparo.knowledge.enrolment.CourseStatistics.QuestionStatistics;
import io.amparo.knowledge.enrolment.Enrolment.Completion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourseStatisticsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Learner DAVI = new Learner("user-DAVI", "user-DAVI", "Davi Rocha", null);
    private static final Content FIRST = content(question("q1", "old"), question("q2", "same"));
    private static final Content SECOND = content(question("q1", "corrected"), question("q2", "same"));

    private static Question question(String id, String text) {
        return new ShortText(id, text, List.of("sim"), null);
    }

    private static Content content(Question... questions) {
        var pools = List.of(new Pool(2, List.of(questions)));
        return new Content("Curso", "Resumo", "pt-BR", null, null, List.of(), List.of(),
                List.of(new Assessment("final", "Final", 70, 2, pools)), CompletionRule.ASSESSMENTS);
    }

    private static AttemptResult attempt(int number, int revision, List<String> right, List<String> wrong) {
        return new AttemptResult("final", number, revision, NOW, new Grade(50, false, right, wrong, NOW));
    }

    @Test
    void corrected_questions_and_earlier_completions_do_not_count() {
        var attempts = List.of(attempt(1, 1, List.of(), List.of("q1", "q2")), attempt(2, 2, List.of("q1"), List.of("q2")));
        var completions = List.of(new Completion(1, 70, NOW, "AMP-1"), new Completion(2, 90, NOW, null));
        var enrolment = new Enrolment("id", "curso", DAVI, 2, NOW, Set.of(), null, attempts, completions, NOW);

        var statistics = CourseStatistics.of(List.of(enrolment), SECOND, revision -> revision == 1 ? FIRST : SECOND);

        assertThat(statistics.completed()).isOne();
        assertThat(statistics.averagePercent()).isEqualTo(90);
        assertThat(statistics.hardest()).containsExactly(new QuestionStatistics("final", "q2", "same", 2, 100),
                new QuestionStatistics("final", "q1", "corrected", 1, 0));
    }
}
