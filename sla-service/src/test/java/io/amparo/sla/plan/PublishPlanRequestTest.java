package io.amparo.sla.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Objective.Rung;
import io.amparo.sla.plan.SlaPlan.Reopening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PublishPlanRequestTest {
    private static final String PLAN = """
            {"name": "Own", "reopening": "NEW_CYCLE", "qualifiedBugPriority": "P1",
             "packageCalendars": [{"code": "incidente-24x7", "calendar": {"id": "24x7"}}],
             "objectives": [{"kind": "INCIDENT", "priority": "P2", "metric": "PERIODIC_UPDATE", "budget": "PT4H",
                             "calendar": {"id": "office", "version": 3}, "pauseStatuses": ["WAITING_CUSTOMER"], "longestPause": "P5D",
                             "warnings": [50, 75],
                             "ladder": [{"percent": 90, "to": ["owner"]}, {"percent": 150, "to": ["manager", "admin"]}]}]}""";
    private static final JsonMapper JSON = JsonMapper.shared();

    private static SlaPlan plan(String text) {
        return JSON.readValue(text, PublishPlanRequest.class).plan("own", 1, Instant.EPOCH,
                reference -> reference.id().equals("nowhere")
                        ? Optional.empty()
                        : Optional
                                .of(new CalendarVersion(reference.id(), reference.version() == null ? 7 : reference.version())));
    }

    @Test
    void all_fields_of_a_plan_are_parsed() {
        var plan = plan(PLAN);

        assertThat(plan.reopening()).isEqualTo(Reopening.NEW_CYCLE);
        assertThat(plan.qualifiedBugPriority()).isEqualTo("P1");
        assertThat(plan.packageCalendars()).singleElement()
                .satisfies(each -> assertThat(each.calendar()).isEqualTo(new CalendarVersion("24x7", 7)));
        var objective = plan.objectives().getFirst();
        assertThat(objective.calendar()).isEqualTo(new CalendarVersion("office", 3));
        assertThat(objective.longestPause()).isEqualTo(Duration.ofDays(5));
        assertThat(objective.ladder()).containsExactly(new Rung(50, List.of()), new Rung(75, List.of()),
                new Rung(90, List.of("owner")), new Rung(150, List.of("admin", "manager")));
    }

    @Test
    void plan_is_unchanged_after_an_event_and_a_json_round_trip() {
        var plan = plan(PLAN);
        assertThat(SlaPlan.of(plan.event())).isEqualTo(plan);

        var promise = PublishPlanRequest.ObjectiveJson.of(plan.objectives().getFirst());
        assertThat(promise.objective("", wanted -> Optional.of(new CalendarVersion(wanted.id(), wanted.version()))))
                .isEqualTo(plan.objectives().getFirst());
    }

    @Test
    void plan_event_without_ladder_and_newer_fields_gets_defaults() {
        var old = plan(PLAN).event();
        var objective = old.objectives().getFirst();
        var plain = new io.amparo.events.sladefinition.SlaDefinitionEvent.Objective(objective.kind(), objective.priority(),
                objective.metric(), objective.budget(), objective.calendarId(), objective.calendarVersion(),
                objective.pauseStatuses(), List.of(50), null, null);

        var plan = SlaPlan.of(new io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished("own", 1, "Own",
                List.of(plain), Instant.EPOCH, null, null, null));

        assertThat(plan.reopening()).isEqualTo(Reopening.RESUME);
        assertThat(plan.packageCalendars()).isEmpty();
        assertThat(plan.objectives().getFirst().longestPause()).isNull();
        assertThat(plan.objectives().getFirst().ladder()).containsExactly(new Rung(50, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"PT4H\" | \"4h\" | 400 | objectives[0].budget",
            "\"PT4H\" | \"-PT4H\" | 422 | objectives[0].budget", "PERIODIC_UPDATE | SPEED | 422 | objectives[0].metric",
            "\"P2\" | \"P9\" | 422 | objectives[0].priority", "office | nowhere | 422 | objectives[0].calendar",
            "WAITING_CUSTOMER | OPEN | 422 | objectives[0].pauseStatuses[0]", "P5D | PT0S | 422 | objectives[0].longestPause",
            "[50, 75] | [50, 100] | 422 | objectives[0].warnings", "150, | 5000, | 422 | objectives[0].ladder[1].percent",
            "[\"owner\"] | [] | 400 | objectives[0].ladder[0].to", "\"admin\" | \"boss\" | 422 | objectives[0].ladder[1].to[1]",
            "NEW_CYCLE | NEVER | 422 | reopening", "24x7\"}} | nowhere\"}} | 422 | packageCalendars[0].calendar",
            "incidente-24x7 | No Code | 400 | packageCalendars[0].code", "\"P1\" | \"P0\" | 422 | qualifiedBugPriority",
            "{\"kind\" | null, {\"kind\" | 400 | objectives[0]", "PT4H | P36526D | 422 | objectives[0].budget",
            "PT4H | P30000D | 422 | objectives[0].ladder[1].percent", "P5D | P36526D | 422 | objectives[0].longestPause",
            "\"Own\" | \" \" | 422 | name", "\"Own\" | \"\" | 422 | name", "\"Own\" | null | 400 | name"})
    void invalid_value_is_refused_with_the_name_of_its_field(String right, String wrong, int status, String field) {
        assertThat(PLAN).contains(right);
        assertRefused(PLAN.replace(right, wrong), status, field);
    }

    @Test
    void budget_of_a_century_and_name_of_200_characters_are_the_limits() {
        assertThat(plan(PLAN.replace("PT4H", "P36525D").replace("150", "100")).objectives().getFirst().budget())
                .isEqualTo(Duration.ofDays(36_525));
        assertThat(plan(PLAN.replace("\"Own\"", "\"" + "x".repeat(200) + "\"")).name()).hasSize(200);
        assertRefused(PLAN.replace("\"Own\"", "\"" + "x".repeat(201) + "\""), 422, "name");
    }

    @Test
    @Tag("R5.6")
    void objective_for_a_service_request_is_refused() {
        assertRefused(PLAN.replace("INCIDENT", "SERVICE_REQUEST"), 422, "objectives[0].kind");
    }

    @Test
    void duplicate_objective_is_refused() {
        var once = PLAN.substring(PLAN.indexOf("{\"kind\""), PLAN.lastIndexOf("]}"));
        assertRefused(PLAN.replace(once, once + ", " + once), 422, "objectives[1]");
    }

    private static void assertRefused(String text, int status, String field) {
        assertThatThrownBy(() -> plan(text)).isInstanceOfSatisfying(ApiException.class, problem -> {
            assertThat(problem.errors()).extracting(ApiException.FieldError::field).containsExactly(field);
            assertThat(problem.status().value()).isEqualTo(status);
        });
    }
}
