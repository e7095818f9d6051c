package io.amparo.knowledge.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.CompletionRule;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Lesson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XapiStatementJsonTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String HOME = "https://support.example";

    private static final Content CONTENT = new Content("O painel", "Resumo", "pt-BR", null, null, List.of(),
            List.of(new Lesson("um", "Cores", 5, "Texto", null, List.of())),
            List.of(new Assessment("final", "Avaliação final", 70, 2, List.of())), CompletionRule.LESSONS_AND_ASSESSMENTS);

    private static XapiStatementJson json(XapiVerb verb, XapiActivityType type, @Nullable String part,
            @Nullable Integer percent) {
        return XapiStatementJson.of(new Statement("6f1b5c8e-2f0a-3c41-9c77-0b8a4d1e5f20", verb, "acme-bruno", "user-BRUNO",
                "painel", type, part, type.title(CONTENT, part), "pt-BR", percent, null, NOW, NOW), HOME);
    }

    @Test
    void failed_assessment_has_its_score_and_its_course() {
        var statement = json(XapiVerb.FAILED, XapiActivityType.ASSESSMENT, "final", 50);

        assertThat(statement.verb().id()).isEqualTo("http://adlnet.gov/expapi/verbs/failed");
        assertThat(statement.object().id()).isEqualTo(HOME + "/api/v1/courses/painel/assessments/final");
        assertThat(statement.result())
                .isEqualTo(new XapiStatementJson.ResultJson(new XapiStatementJson.ScoreJson(0.5, 50, 0, 100), false, true));
        assertThat(statement.context().contextActivities()).isNotNull();
        assertThat(statement.context().contextActivities().parent()).extracting(XapiStatementJson.ObjectJson::id)
                .containsExactly(HOME + "/api/v1/courses/painel");
    }

    @Test
    void begun_course_has_no_result_and_no_parent() {
        var statement = json(XapiVerb.INITIALIZED, XapiActivityType.COURSE, null, null);

        assertThat(statement.result()).isNull();
        assertThat(statement.context().contextActivities()).isNull();
        assertThat(statement.actor().account().name()).isEqualTo("acme-bruno");
    }

    @Test
    void each_object_has_its_own_title_or_none() {
        assertThat(name(XapiActivityType.COURSE, null)).isEqualTo(Map.of("pt-BR", "O painel"));
        assertThat(name(XapiActivityType.LESSON, "um")).isEqualTo(Map.of("pt-BR", "Cores"));
        assertThat(name(XapiActivityType.ASSESSMENT, "final")).isEqualTo(Map.of("pt-BR", "Avaliação final"));
        assertThat(name(XapiActivityType.LESSON, "nada")).isNull();
    }

    private static @Nullable Map<String, String> name(XapiActivityType type, @Nullable String part) {
        return Objects.requireNonNull(json(XapiVerb.COMPLETED, type, part, null).object().definition()).name();
    }

    @ParameterizedTest
    @EnumSource(XapiVerb.class)
    void each_verb_is_found_by_its_address(XapiVerb verb) {
        assertThat(verb.toString()).matches(XapiVerb.PATTERN);
        assertThat(XapiVerb.of(verb.toString())).isEqualTo(verb);
    }
}
