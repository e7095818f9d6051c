package io.amparo.sla.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CompileMeter;
import io.amparo.sla.clock.RungKind;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SimulationRequestTest {
    private static final String EXAMPLE = """
            {"calendar": {"zone": "America/Sao_Paulo",
                          "windows": [{"days": ["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY"], "from": "08:00", "to": "18:00"}],
                          "holidaySets": ["br-national"],
                          "closures": [{"date": "2026-12-24", "from": "13:00", "to": "24:00"}],
                          "openings": []},
             "budget": "PT8H", "warnings": [50, 75, 90],
             "start": "2026-07-20T09:00:00-03:00",
             "pauses": [{"from": "2026-07-20T11:00:00-03:00", "to": "2026-07-21T10:00:00-03:00"}],
             "budgetChanges": [{"at": "2026-07-20T14:00:00-03:00", "budget": "PT4H"}]}""";
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void example_of_the_api_is_computed() {
        var answer = simulate(EXAMPLE);

        assertThat(answer.dueAt()).isEqualTo(OffsetDateTime.parse("2026-07-21T12:00:00-03:00"));
        assertThat(answer.edges()).extracting(SimulationRequest.Edge::kind).containsExactly(RungKind.WARNING, RungKind.WARNING,
                RungKind.WARNING, RungKind.BREACH);
        assertThat(JSON.writeValueAsString(answer)).contains("\"dueAt\":\"2026-07-21T12:00:00-03:00\"", "\"tzdata\":\"20");
    }

    @Test
    void example_without_budget_change_equals_vector_12() {
        assertThat(simulate(EXAMPLE.replace("{\"at\": \"2026-07-20T14:00:00-03:00\", \"budget\": \"PT4H\"}", "")).dueAt())
                .isEqualTo(OffsetDateTime.parse("2026-07-21T16:00:00-03:00"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"America/Sao_Paulo  | Mars/Olympus | calendar.zone",
            "\"FRIDAY\" | \"FREITAG\" | calendar.windows[0].days[4]", "\"08:00\" | \"8h\" | calendar.windows[0].from",
            "2026-12-24 | 2026-13-24 | calendar.closures[0].date", "PT8H | 8h | budget", "PT8H | PT0S | budget",
            "PT8H | -PT8H | budget", "[50, 75, 90] | [50, 0] | warnings", "2026-07-20T09:00:00-03:00 | 2026-07-20 | start",
            "2026-07-21T10:00:00-03:00 | 2026-07-19T10:00:00-03:00 | pauses[0].to", "PT4H | four | budgetChanges[0].budget"})
    void malformed_value_is_refused_with_400_and_its_field(String right, String wrong, String field) {
        assertRefused(400, right, wrong, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"br-national | xx | calendar.holidaySets[0]",
            "br-national | br-xx | calendar.holidaySets[0]", "2026-07-20T09:00:00-03:00 | 1066-07-20T09:00:00Z | start",
            "2026-07-20T09:00:00-03:00 | 9999-07-20T09:00:00Z | start",
            "2026-07-20T09:00:00-03:00 | -0001-07-20T09:00:00Z | start", "PT8H | PT2562047788015H | budget",
            "2026-07-21T10:00:00-03:00 | 2600-07-21T10:00:00-03:00 | pauses[0].to",
            "2026-07-20T11:00:00-03:00 | -999999999-01-01T00:00:00Z | pauses[0].from",
            "2026-07-20T14:00:00-03:00 | 2500-01-01T00:00:00Z | budgetChanges[0].at", "PT8H | P40000D | budget",
            "PT4H | P40000D | budgetChanges[0].budget", "2026-12-24 | 9999-12-24 | calendar.closures[0].date"})
    void value_that_cannot_be_computed_is_refused_with_422_and_its_field(String right, String wrong, String field) {
        assertRefused(422, right, wrong, field);
    }

    @Test
    void budget_without_enough_open_time_is_refused_with_422() {
        var unchanged = EXAMPLE.replace("{\"at\": \"2026-07-20T14:00:00-03:00\", \"budget\": \"PT4H\"}", "");
        assertThatThrownBy(() -> simulate(unchanged.replace("PT8H", "P36525D"))).isInstanceOfSatisfying(ApiException.class,
                problem -> assertThat(problem.errors()).extracting(ApiException.FieldError::field).containsExactly("budget"));
    }

    private static void assertRefused(int status, String right, String wrong, String field) {
        assertThatThrownBy(() -> simulate(EXAMPLE.replace(right, wrong))).isInstanceOfSatisfying(ApiException.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(status);
            assertThat(problem.errors()).extracting(ApiException.FieldError::field).containsExactly(field);
        });
    }

    @Test
    void calendar_that_is_never_open_is_refused_with_422() {
        var request = "{\"calendar\": {\"zone\": \"UTC\", \"windows\": []}, \"budget\": \"PT1H\", \"start\": \"2026-07-20T09:00:00Z\"}";

        assertThatThrownBy(() -> simulate(request)).isInstanceOfSatisfying(ApiException.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(422);
            assertThat(problem.errors().getFirst().field()).isEqualTo("calendar.windows");
            assertThat(problem.errors().getFirst().code()).isEqualTo("never-open");
        });
    }

    @ParameterizedTest
    @CsvSource({"warnings,501", "pauses,501", "budgetChanges,501"})
    void list_with_too_many_items_is_refused_with_422_and_its_field(String field, int items) {
        var list = "[" + "null,".repeat(items - 1) + "null]";
        var json = EXAMPLE.replaceFirst("\"" + field + "\": \\[[^\\]]*\\]", "\"" + field + "\": " + list);

        assertThatThrownBy(() -> simulate(json)).isInstanceOfSatisfying(ApiException.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(422);
            assertThat(problem.errors().getFirst().field()).isEqualTo(field);
        });
    }

    @Test
    void simulations_of_a_batch_share_the_limit_of_compiled_windows() {
        var window = "{\"days\": [\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\"], \"from\": \"08:00\", \"to\": \"18:00\"}";
        var costly = JSON.readValue(EXAMPLE.replaceFirst("\\{\"days\".*\\}", String.join(",", Collections.nCopies(75, window)))
                .replaceAll("PT[48]H", "P10000D"), SimulationRequest.class);

        assertThatThrownBy(() -> new SimulationController().simulateClocks(Collections.nCopies(1_000, costly)))
                .isInstanceOfSatisfying(ApiException.class, problem -> {
                    assertThat(problem.status().value()).isEqualTo(422);
                    assertThat(problem.errors().getFirst().field()).matches("\\[\\d+\\]\\.calendar\\.windows");
                });
    }

    @Test
    void invalid_simulation_of_a_batch_is_named_by_its_index() {
        var right = JSON.readValue(EXAMPLE, SimulationRequest.class);
        var wrong = JSON.readValue(EXAMPLE.replace("PT8H", "8h"), SimulationRequest.class);
        var controller = new SimulationController();

        assertThat(controller.simulateClocks(List.of(right, right))).hasSize(2);
        assertThatThrownBy(() -> controller.simulateClocks(List.of(right, wrong))).isInstanceOfSatisfying(ApiException.class,
                problem -> assertThat(problem.errors().getFirst().field()).isEqualTo("[1].budget"));
        assertThatThrownBy(() -> controller.simulateClocks(Arrays.asList(right, null))).isInstanceOfSatisfying(ApiException.class,
                problem -> assertThat(problem.errors().getFirst().field()).isEqualTo("[1]"));
    }

    private static SimulationRequest.SimulationResponse simulate(String json) {
        return JSON.readValue(json, SimulationRequest.class).simulate("", new CompileMeter(4_000_000));
    }
}
