package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.markdown.ArticleHtml;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCourseTextsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static Stream<JsonNode> demo(String file) throws IOException {
        var loaded = new Yaml().<Object>load(new ClassPathResource("demo/" + file).getContentAsString(UTF_8));
        return JsonMapper.shared().<JsonNode>valueToTree(loaded).valueStream();
    }

    private static List<JsonNode> lessons() throws IOException {
        return demo("courses.yaml").flatMap(course -> course.path("lessons").valueStream()).toList();
    }

    @Tag("R4.3")
    @Test
    void lessons_are_accessible_and_videos_have_captions_and_a_transcript() throws IOException {
        assertThat(lessons()).isNotEmpty().allSatisfy(lesson -> {
            var id = lesson.path("id").asString();
            assertThat(ArticleHtml.problems(lesson.path("body").asString())).as(id).isEmpty();
            assertThat(BLANKS.split(lesson.path("body").asString())).as(id).hasSizeBetween(150, 350);
        });
        assertThat(demo("courses.yaml").map(course -> course.path("lessons").valueStream().filter(each -> each.has("video"))))
                .allSatisfy(videos -> assertThat(videos).isNotEmpty().allSatisfy(lesson -> {
                    assertThat(lesson.at("/video/url").asString()).startsWith("https://").endsWith(".mp4");
                    assertThat(lesson.at("/video/captions").asString()).startsWith("https://").endsWith(".vtt");
                    assertThat(BLANKS.split(lesson.at("/video/transcript").asString())).hasSizeGreaterThan(200);
                }));
    }

    @Test
    void links_of_lessons_lead_to_articles_of_the_demonstration() throws IOException {
        var slugs = demo("articles.yaml").map(article -> Slug.of(article.path("title").asString())).collect(toSet());
        var links = lessons().stream().flatMap(lesson -> LINK.matcher(lesson.path("body").asString()).results())
                .map(link -> link.group(1)).toList();

        assertThat(links).hasSizeGreaterThan(10).allSatisfy(link -> assertThat(link).isIn(slugs));
    }

    @Test
    void pools_have_more_questions_than_they_draw_and_each_one_explains_its_answer() throws IOException {
        var pools = demo("courses.yaml").flatMap(course -> course.path("assessments").valueStream())
                .flatMap(assessment -> assessment.path("pools").valueStream()).toList();
        var questions = pools.stream().flatMap(pool -> pool.path("questions").valueStream()).toList();

        assertThat(pools).isNotEmpty()
                .allSatisfy(pool -> assertThat(pool.path("questions").size()).isGreaterThan(pool.path("draw").asInt()));
        assertThat(questions).extracting(question -> question.path("type").asString()).contains("SINGLE_CHOICE",
                "MULTIPLE_CHOICE", "NUMERIC", "SHORT_TEXT");
        assertThat(questions).allSatisfy(question -> {
            var options = question.path("options").valueStream().toList();
            long correct = options.stream().filter(option -> option.path("correct").asBoolean(false)).count();
            switch (question.path("type").asString()) {
                case "SINGLE_CHOICE" -> assertThat(correct).as(question.toString()).isEqualTo(1);
                case "MULTIPLE_CHOICE" -> assertThat(correct).as(question.toString()).isBetween(2L, options.size() - 1L);
                default -> assertThat(question.path("feedback").asString()).isNotBlank();
            }
            assertThat(options).allSatisfy(option -> assertThat(option.path("feedback").asString()).isNotBlank());
        });
    }
}
