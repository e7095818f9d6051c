package io.amparo.knowledge.enrolment;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.assessment.Question;
import io.amparo.knowledge.course.Content;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher learns about a course from its enrolments.
 *
 * @param averagePercent average of the last results of all who have completed it; null if it has no results
 * @param hardest the questions with the largest share of wrong answers, hardest first
 */
record CourseStatistics(int enrolled, int completed, @Nullable Integer averagePercent, List<QuestionStatistics> hardest) {
    private static final int MAX_QUESTIONS = 10;

    /** @param wrongPercent share of wrong answers */
    record QuestionStatistics(String assessment, String question, String text, int answers, int wrongPercent) {}

    private static final class Count {
        private int answers;
        private int wrong;

        private void add(boolean isWrong) {
            answers++;
            if (isWrong) wrong++;
        }
    }

    /**
     * @param content newest version; answers to questions that it does not have any more, or has in another form, do not count
     * @param versions content of each version by its number
     */
    static CourseStatistics of(List<Enrolment> enrolments, Content content, IntFunction<Content> versions) {
        var counts = new HashMap<String, Count>();
        var equal = new HashMap<Integer, Set<String>>();
        enrolments.stream().flatMap(each -> each.attempts().stream())
                .forEach(attempt -> count(attempt,
                        equal.computeIfAbsent(attempt.revision(), revision -> equalQuestions(versions.apply(revision), content)),
                        counts));
        var percents = enrolments.stream().flatMap(each -> each.lastCompletion().stream()).map(Enrolment.Completion::percent)
                .filter(Objects::nonNull).mapToInt(Integer::intValue).average();
        return new CourseStatistics(enrolments.size(),
                (int) enrolments.stream().filter(each -> !each.completions().isEmpty()).count(), rounded(percents),
                content.assessments().stream().flatMap(each -> questions(each, counts)).sorted(Comparator
                        .comparingInt(QuestionStatistics::wrongPercent).reversed().thenComparing(QuestionStatistics::question))
                        .limit(MAX_QUESTIONS).toList());
    }

    private static void count(AttemptResult attempt, Set<String> counted, Map<String, Count> counts) {
        var grade = attempt.grade();
        if (grade == null) return;
        for (var right : grade.right()) add(key(attempt.assessmentId(), right), false, counted, counts);
        for (var wrong : grade.wrong()) add(key(attempt.assessmentId(), wrong), true, counted, counts);
    }

    private static void add(String key, boolean isWrong, Set<String> counted, Map<String, Count> counts) {
        if (counted.contains(key)) counts.computeIfAbsent(key, _ -> new Count()).add(isWrong);
    }

    private static Set<String> equalQuestions(Content version, Content newest) {
        var current = questions(newest);
        return questions(version).entrySet().stream().filter(each -> each.getValue().equals(current.get(each.getKey())))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Map<String, Question> questions(Content content) {
        var questions = new HashMap<String, Question>();
        for (var assessment : content.assessments())
            for (var pool : assessment.pools())
                for (var question : pool.questions()) questions.put(key(assessment.id(), question.id()), question);
        return questions;
    }

    private static Stream<QuestionStatistics> questions(Assessment assessment, Map<String, Count> counts) {
        return assessment.pools().stream().flatMap(pool -> pool.questions().stream())
                .flatMap(question -> Stream.ofNullable(counts.get(key(assessment.id(), question.id())))
                        .map(count -> statistics(assessment, question, count)));
    }

    private static QuestionStatistics statistics(Assessment assessment, Question question, Count count) {
        return new QuestionStatistics(assessment.id(), question.id(), question.text(), count.answers,
                Math.round(100f * count.wrong / count.answers));
    }

    private static String key(String assessmentId, String questionId) {
        return assessmentId + "/" + questionId;
    }

    private static @Nullable Integer rounded(OptionalDouble average) {
        return average.isPresent() ? (int) Math.round(average.getAsDouble()) : null;
    }
}
