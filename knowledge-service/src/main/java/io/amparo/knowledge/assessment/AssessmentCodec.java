package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Attempt.Grade;
import io.amparo.knowledge.assessment.Question.MultipleChoice;
import io.amparo.knowledge.assessment.Question.Numeric;
import io.amparo.knowledge.assessment.Question.Option;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.assessment.Question.SingleChoice;
import io.amparo.knowledge.assessment.Question.Type;
import io.amparo.platform.Adapter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Encodes assessments and attempts as documents. Numbers are texts, because a document has no exact type for them. */
@Adapter
public final class AssessmentCodec {
    private static final String QUESTIONS = "questions";
    private static final String OPTIONS = "options";
    private static final String PASS_PERCENT = "passPercent";
    private static final String FEEDBACK = "feedback";

    private AssessmentCodec() {}

    public static Document encode(Assessment assessment) {
        return new Document("id", assessment.id()).append("title", assessment.title())
                .append(PASS_PERCENT, assessment.passPercent()).append("maxAttempts", assessment.maxAttempts())
                .append("pools", assessment.pools().stream()
                        .map(pool -> new Document("draw", pool.draw()).append(QUESTIONS, questions(pool.questions()))).toList());
    }

    public static Assessment decode(Document stored) {
        return new Assessment(stored.getString("id"), stored.getString("title"), stored.getInteger(PASS_PERCENT),
                stored.getInteger("maxAttempts"), stored.getList("pools", Document.class).stream()
                        .map(pool -> new Pool(pool.getInteger("draw"), questions(pool))).toList());
    }

    public static Document encode(Attempt attempt) {
        var grade = attempt.grade();
        return new Document("id", attempt.id()).append("assessmentId", attempt.assessmentId())
                .append(PASS_PERCENT, attempt.passPercent()).append(QUESTIONS, questions(attempt.questions()))
                .append("begunAt", attempt.begunAt())
                .append("answers",
                        attempt.answers().stream()
                                .map(answer -> new Document("question", answer.question()).append(OPTIONS, answer.options())
                                        .append("text", answer.text()))
                                .toList())
                .append("grade",
                        grade == null
                                ? null
                                : new Document("percent", grade.percent()).append("passed", grade.passed())
                                        .append("right", grade.right()).append("submittedAt", grade.submittedAt()));
    }

    public static Attempt decodeAttempt(Document stored) {
        var answers = stored.getList("answers", Document.class).stream().map(answer -> new Answer(answer.getString("question"),
                answer.getList(OPTIONS, String.class), answer.getString("text"))).toList();
        var grade = Optional.ofNullable(stored.get("grade", Document.class)).map(found -> new Grade(found.getInteger("percent"),
                found.getBoolean("passed"), found.getList("right", String.class), found.getDate("submittedAt").toInstant()));
        return new Attempt(stored.getString("id"), stored.getString("assessmentId"), stored.getInteger(PASS_PERCENT),
                questions(stored), stored.getDate("begunAt").toInstant(), answers, grade.orElse(null));
    }

    private static List<Document> questions(List<Question> questions) {
        return questions.stream().map(AssessmentCodec::encode).toList();
    }

    private static List<Question> questions(Document stored) {
        return stored.getList(QUESTIONS, Document.class).stream().map(AssessmentCodec::question).toList();
    }

    private static Document encode(Question question) {
        var common = new Document("id", question.id()).append("type", question.type().name()).append("text", question.text())
                .append(FEEDBACK, question.feedback());
        return switch (question) {
            case SingleChoice choice -> common.append(OPTIONS, options(choice.options()));
            case MultipleChoice choice -> common.append(OPTIONS, options(choice.options()));
            case Numeric numeric -> common.append("answer", numeric.answer().toPlainString())
                    .append("tolerance", numeric.tolerance().toPlainString()).append("unit", numeric.unit());
            case ShortText text -> common.append("accepted", text.accepted());
        };
    }

    private static Question question(Document stored) {
        var id = stored.getString("id");
        var text = stored.getString("text");
        var feedback = stored.getString(FEEDBACK);
        return switch (Type.valueOf(stored.getString("type"))) {
            case SINGLE_CHOICE -> new SingleChoice(id, text, options(stored), feedback);
            case MULTIPLE_CHOICE -> new MultipleChoice(id, text, options(stored), feedback);
            case NUMERIC -> new Numeric(id, text, new BigDecimal(stored.getString("answer")),
                    new BigDecimal(stored.getString("tolerance")), stored.getString("unit"), feedback);
            case SHORT_TEXT -> new ShortText(id, text, stored.getList("accepted", String.class), feedback);
        };
    }

    private static List<Document> options(List<Option> options) {
        return options.stream().map(option -> new Document("id", option.id()).append("text", option.text())
                .append("correct", option.correct()).append(FEEDBACK, option.feedback())).toList();
    }

    private static List<Option> options(Document stored) {
        return stored.getList(OPTIONS, Document.class).stream().map(option -> new Option(option.getString("id"),
                option.getString("text"), option.getBoolean("correct"), option.getString(FEEDBACK))).toList();
    }
}
