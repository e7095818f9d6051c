package io.amparo.knowledge.assessment;

import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Question.MultipleChoice;
import io.amparo.knowledge.assessment.Question.Numeric;
import io.amparo.knowledge.assessment.Question.Option;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.assessment.Question.SingleChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Assessments for tests. */
final class AssessmentFixture {
    static final Question SINGLE = new SingleChoice("q1", "Qual porta?", options(), "Veja a lição 1");
    static final Question MULTIPLE = new MultipleChoice("q2", "Quais?",
            List.of(new Option("a", "SNMP", true, null), new Option("b", "SSH", true, null), new Option("c", "X", false, null)),
            null);
    static final Question NUMERIC = numeric("12.5", "0.1", "%");
    static final Question TEXT = new ShortText("q4", "Protocolo?", List.of("Gestão de rede", "SNMP v2"), null);
    static final Assessment ALL_TYPES = new Assessment("final", "Avaliação final", 70, 3,
            List.of(new Pool(4, List.of(SINGLE, MULTIPLE, NUMERIC, TEXT))));

    private AssessmentFixture() {}

    static List<Option> options() {
        return List.of(new Option("a", "161", true, "Isso"), new Option("b", "22", false, "É a do SSH"),
                new Option("c", "80", false, null), new Option("d", "443", false, null));
    }

    static Question numeric(String answer, String tolerance, @Nullable String unit) {
        return new Numeric("q3", "Quanto?", new BigDecimal(answer), new BigDecimal(tolerance), unit, "Veja a lição 2");
    }

    static Answer chosen(String question, String... options) {
        return new Answer(question, List.of(options), null);
    }

    static Answer typed(String question, String text) {
        return new Answer(question, List.of(), text);
    }

    static List<Answer> rightAnswers() {
        return List.of(typed("q4", "  gestao de   REDE "), chosen("q1", "a"), typed("q3", "12,5"), chosen("q2", "b", "a"));
    }

    /** Returns an assessment that draws from a pool of this size. */
    static Assessment pool(int size, int draw) {
        return new Assessment("final", "Avaliação", 50, 3, List.of(new Pool(draw, IntStream.range(0, size)
                .<Question>mapToObj(i -> new SingleChoice("q" + i, "Pergunta " + i, options(), null)).toList())));
    }
}
