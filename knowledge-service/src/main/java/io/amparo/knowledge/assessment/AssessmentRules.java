package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.CourseAssessmentRequest.OptionJson;
import io.amparo.knowledge.assessment.CourseAssessmentRequest.PoolJson;
import io.amparo.knowledge.assessment.CourseAssessmentRequest.QuestionJson;
import io.amparo.knowledge.assessment.Question.Type;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules between the fields of an assessment: unique ids, enough questions, and the fields that each type of question needs.
 */
final class AssessmentRules {
    private static final int MIN_OPTIONS = 2;

    private final String prefix;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> questionIds = new HashSet<>();

    AssessmentRules(String field) {
        this.prefix = field.isEmpty() ? "" : field + ".";
    }

    /** Of an invalid request any field can be missing. */
    @SuppressWarnings("ConstantValue")
    List<FieldError> errors(CourseAssessmentRequest request) {
        for (int i = 0; i < size(request.pools()); i++) check(request.pools().get(i), prefix + "pools[" + i + "]");
        return errors;
    }

    private void check(@Nullable PoolJson pool, String field) {
        if (pool == null) return;
        if (pool.draw() != null && pool.questions() != null && pool.draw() > pool.questions().size())
            errors.add(new FieldError(field + ".draw", "draws-too-many", pool.questions().size()));
        for (int i = 0; i < size(pool.questions()); i++) check(pool.questions().get(i), field + ".questions[" + i + "]");
    }

    private void check(@Nullable QuestionJson question, String field) {
        if (question == null) return;
        if (question.id() != null && !questionIds.add(question.id())) errors.add(new FieldError(field + ".id", "repeated-id"));
        if (question.type() == null) return;
        boolean isChoice = question.type() == Type.SINGLE_CHOICE || question.type() == Type.MULTIPLE_CHOICE;
        boolean isNumeric = question.type() == Type.NUMERIC;
        check(isChoice, question.options(), field + ".options");
        check(isNumeric, question.answer(), field + ".answer");
        if (!isNumeric) {
            check(false, question.tolerance(), field + ".tolerance");
            check(false, question.unit(), field + ".unit");
        }
        check(question.type() == Type.SHORT_TEXT, empty(question.accepted()) ? null : question.accepted(), field + ".accepted");
        if (isChoice && question.options() != null) checkOptions(question, question.options(), field + ".options");
    }

    private void check(boolean isOfType, @Nullable Object value, String field) {
        if (isOfType && value == null) errors.add(new FieldError(field, "required"));
        if (!isOfType && value != null) errors.add(new FieldError(field, "not-for-this-type"));
    }

    private void checkOptions(QuestionJson question, List<OptionJson> options, String field) {
        if (options.size() < MIN_OPTIONS) errors.add(new FieldError(field, "too-few-options", MIN_OPTIONS));
        var ids = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            var id = options.get(i) == null ? null : options.get(i).id();
            if (id != null && !ids.add(id)) errors.add(new FieldError(field + "[" + i + "].id", "repeated-id"));
        }
        long correct = options.stream().filter(Objects::nonNull).filter(OptionJson::isCorrect).count();
        if (question.type() == Type.SINGLE_CHOICE && correct != 1) errors.add(new FieldError(field, "one-correct-option"));
        if (question.type() == Type.MULTIPLE_CHOICE && correct == 0) errors.add(new FieldError(field, "no-correct-option"));
    }

    private static boolean empty(@Nullable List<?> list) {
        return size(list) == 0;
    }

    private static int size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }
}
