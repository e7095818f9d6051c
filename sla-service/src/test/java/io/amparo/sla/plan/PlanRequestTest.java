package io.amparo.sla.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlanRequestTest {
    private static PlanRequest read(String json) {
        return JsonMapper.shared().readValue(json, PlanRequest.class);
    }

    @Test
    void a_plain_text_is_the_id_of_a_plan() {
        assertThat(read("\"standard\"")).isEqualTo(read("{\"id\": \"standard\"}"))
                .isEqualTo(new PlanRequest("standard", null, null, null, null, null, null));
    }

    @Test
    void an_object_has_a_version_or_is_a_plan_written_out() {
        assertThat(read("{\"id\": \"standard\", \"version\": 2}").version()).isEqualTo(2);
        assertThat(read("{\"name\": \"Own\", \"reopening\": \"RESUME\"}"))
                .isEqualTo(new PlanRequest(null, null, "Own", null, "RESUME", null, null));
    }
}
