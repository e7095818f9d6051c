package io.amparo.sla.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CompileMeter;
import io.amparo.sla.clock.RungKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cases of {@code cases/sla}: small inputs that broke other products, each with the due instant by law and time zone. */
class SimulationCasesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TestFactory
    Stream<DynamicTest> every_case_has_its_due_instant_or_its_refusal() throws IOException {
        return cases().stream().map(it -> DynamicTest.dynamicTest(it.path("id").asString(), () -> check(it)));
    }

    /** If this passes and the case fails, the holiday set is wrong, not the arithmetic. */
    @TestFactory
    Stream<DynamicTest> closures_in_place_of_the_holiday_set_have_the_same_due_instant() throws IOException {
        return cases().stream().filter(it -> it.has("control")).map(it -> {
            var control = (ObjectNode) it.deepCopy();
            var calendar = (ObjectNode) control.path("request").path("calendar");
            calendar.remove("holidaySets");
            calendar.set("closures", it.path("control").path("closures"));
            return DynamicTest.dynamicTest(it.path("id").asString(), () -> check(control));
        });
    }

    private static void check(JsonNode it) {
        var request = JSON.treeToValue(it.path("request"), SimulationRequest.class);
        var refused = it.path("expect").path("refused");
        if (!refused.isMissingNode()) {
            assertThatThrownBy(() -> simulate(request)).isInstanceOfSatisfying(ApiException.class, problem -> {
                assertThat(problem.status().value()).isEqualTo(refused.path("status").asInt());
                assertThat(problem.errors()).extracting(ApiException.FieldError::field)
                        .containsExactly(refused.path("field").asString());
                assertThat(problem.errors()).extracting(ApiException.FieldError::code)
                        .containsExactly(refused.path("code").asString());
            });
            return;
        }
        var response = simulate(request);
        assertThat(response.dueAt()).isEqualTo(OffsetDateTime.parse(it.path("expect").path("dueAt").asString()));
        var edges = it.path("expect").path("edges").valueStream().map(SimulationCasesTest::edge).toList();
        if (!edges.isEmpty()) assertThat(response.edges()).usingRecursiveComparison().isEqualTo(edges);
    }

    private static SimulationRequest.SimulationResponse simulate(SimulationRequest request) {
        return request.simulate("", new CompileMeter(1_000_000));
    }

    private static SimulationRequest.Edge edge(JsonNode edge) {
        return new SimulationRequest.Edge(RungKind.valueOf(edge.path("kind").asString()),
                edge.has("percent") ? edge.path("percent").asInt() : null, OffsetDateTime.parse(edge.path("at").asString()));
    }

    private static List<JsonNode> cases() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/cases/sla"))) {
            return files.sorted().map(file -> JSON.readTree(file)).toList();
        }
    }
}
