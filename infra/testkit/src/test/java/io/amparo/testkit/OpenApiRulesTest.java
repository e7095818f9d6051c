package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OpenApiRulesTest {

    private static List<String> violations(String parameter) {
        return OpenApiRules
                .violations(JsonMapper.shared()
                        .readTree("""
                                {"paths": {"/api/v1/things": {"get": {"operationId": "listThings", "parameters": [%s]}}}}"""
                                .formatted(parameter)))
                .stream().filter(violation -> violation.contains("URL") || violation.contains("as an id")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'in': 'path', 'name': 'email'}", "{'in': 'query', 'name': 'to', 'schema': {'format': 'email'}}",
            "{'in': 'query', 'name': 'of', 'description': 'The E-Mail of the person'}",
            "{'in': 'query', 'name': 'of', 'example': 'ana@acme.example'}", "{'in': 'query', 'name': 'recipient'}",
            "{'in': 'path', 'name': 'contact', 'description': 'The person'}"})
    void a_person_in_a_url_without_an_id_is_a_violation(String parameter) {
        assertThat(violations(parameter.replace('\'', '"'))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'in': 'header', 'name': 'X-Email'}", "{'in': 'query', 'name': 'state'}",
            "{'in': 'query', 'name': 'recipient', 'description': 'Person id'}"})
    void other_parameters_are_no_violation(String parameter) {
        assertThat(violations(parameter.replace('\'', '"'))).isEmpty();
    }
}
