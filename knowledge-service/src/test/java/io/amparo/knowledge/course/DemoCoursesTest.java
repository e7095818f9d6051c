package io.amparo.knowledge.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class DemoCoursesTest {
    /** The demonstration inserts them without the checks of the API. */
    @Tag("R4.3")
    @Test
    void demonstration_courses_are_valid_and_accessible() throws IOException {
        var demo = new Yaml().<Object>load(new ClassPathResource("demo/courses.yaml").getContentAsString(UTF_8));
        Map<?, ?>[] demos = JsonMapper.shared().convertValue(demo, Map[].class);

        assertThat(demos).isNotEmpty();
        try (var validators = Validation.buildDefaultValidatorFactory()) {
            for (var each : demos) {
                var request = DemoCourses.request(each, JsonMapper.shared());
                assertThat(validators.getValidator().validate(request)).as(request.title()).isEmpty();
                var content = request.content(CourseValidator::structureErrors);
                assertThat(content.productVersion() == null).isEqualTo(content.major().isEmpty());
                assertThat(Stream.of(CourseValidator.structureErrors(content), CourseValidator.publicationErrors(content)))
                        .as(request.title()).allMatch(List::isEmpty);
                assertThat(String.valueOf(each.get("id"))).matches("[a-z0-9][a-z0-9-]{0,99}");
            }
        }
    }
}
