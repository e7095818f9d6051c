package io.amparo.knowledge.course;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Question;
import io.amparo.knowledge.assessment.Question.MultipleChoice;
import io.amparo.knowledge.assessment.Question.Numeric;
import io.amparo.knowledge.assessment.Question.Option;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.assessment.Question.SingleChoice;
import io.amparo.knowledge.course.Lesson.LessonFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Content of a course.
 *
 * @param language pt-BR, en or es
 * @param product product that the course is about; null for none
 * @param productVersion major release of the product that the course is about, such as 9; null for all
 */
public record Content(String title, String summary, String language, @Nullable String product, @Nullable String productVersion,
        List<String> tags, List<Lesson> lessons, List<Assessment> assessments, CompletionRule completion) {
    private static final String MAJOR = "[1-9]\\d{0,8}";

    public Content {
        tags = List.copyOf(tags);
        lessons = List.copyOf(lessons);
        assessments = List.copyOf(assessments);
    }

    /** Returns the number of the major release; empty if there is none. */
    public Optional<Integer> major() {
        return Optional.ofNullable(productVersion).filter(version -> version.matches(MAJOR)).map(Integer::valueOf);
    }

    public Optional<Lesson> lesson(String id) {
        return lessons.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    public Optional<Assessment> assessment(String id) {
        return assessments.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Returns the ids of the files that its lessons name. */
    Set<String> fileIds() {
        return lessons.stream().flatMap(each -> each.files().stream()).map(LessonFile::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    int minutes() {
        return lessons.stream().mapToInt(Lesson::minutes).sum();
    }

    /** Returns this content without the texts of its lessons and its questions. */
    Content outline() {
        return new Content(title, summary, language, product, productVersion, tags,
                lessons.stream().map(Lesson::outline).toList(), assessments.stream().map(Content::outline).toList(), completion);
    }

    private static Assessment outline(Assessment each) {
        return new Assessment(each.id(), each.title(), each.passPercent(), each.maxAttempts(),
                each.pools().stream().map(pool -> new Pool(pool.draw(), List.of())).toList());
    }

    /** Returns the number of characters of the texts of all lessons and questions. */
    int length() {
        return lessons.stream().mapToInt(Lesson::length).sum()
                + assessments.stream().flatMap(each -> each.pools().stream()).flatMap(pool -> pool.questions().stream())
                        .flatMap(Content::texts).filter(Objects::nonNull).mapToInt(String::length).sum();
    }

    private static Stream<@Nullable String> texts(Question question) {
        var common = Stream.of(question.text(), question.feedback());
        return Stream.concat(common, switch (question) {
            case SingleChoice choice -> texts(choice.options());
            case MultipleChoice choice -> texts(choice.options());
            case ShortText text -> text.accepted().stream();
            case Numeric _ -> Stream.of();
        });
    }

    private static Stream<@Nullable String> texts(List<Option> options) {
        return options.stream().flatMap(option -> Stream.of(option.text(), option.feedback()));
    }
}
