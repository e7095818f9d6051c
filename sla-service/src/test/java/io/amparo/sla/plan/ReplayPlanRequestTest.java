package io.amparo.sla.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReplayPlanRequestTest {
    private static ReplayPlanRequest read(String json) {
        return JsonMapper.shared().readValue(json, ReplayPlanRequest.class);
    }

    @Test
    void json_string_is_the_id_of_a_plan() {
        assertThat(read("\"standard\"")).isEqualTo(read("{\"id\": \"standard\"}"))
                .isEqualTo(new ReplayPlanRequest("standard", null, null, null, null, null, null));
    }

    @Test
    void json_object_is_a_reference_or_an_inline_plan() {
        assertThat(read("{\"id\": \"standard\", \"version\": 2}").version()).isEqualTo(2);
        assertThat(read("{\"name\": \"Own\", \"reopening\": \"RESUME\"}"))
                .isEqualTo(new ReplayPlanRequest(null, null, "Own", null, "RESUME", null, null));
    }
}
