package io.amparo.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A text that tries to run a script, to load something or to lead away.
 *
 * @param group what it tries
 * @param language of the article; hostile itself in some samples
 */
record HostileSample(int number, String group, String markdown, String language) {
    /** Host of another origin, which no page may ask. */
    static final String AWAY_HOST = "away.example";
    private static final String LANGUAGE = "LANGUAGE:";

    /** Returns the samples of the resource, and nested ones, which are generated. */
    static List<HostileSample> all() {
        var samples = new ArrayList<HostileSample>();
        try (var file = HostileSample.class.getResourceAsStream("/hostile/samples.yaml")) {
            YAMLMapper.shared().readValue(Objects.requireNonNull(file), new TypeReference<Map<String, List<String>>>() {
            }).forEach((group, texts) -> texts.forEach(text -> samples.add(of(samples.size() + 1, group, text))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nested().forEach(text -> samples.add(of(samples.size() + 1, "long nesting", text)));
        return samples;
    }

    private static Stream<String> nested() {
        return Stream.of("> ".repeat(600) + "<img src=x onerror=RUN>", "- ".repeat(600) + "[a](javascript:RUN)",
                "[".repeat(3_000) + "a" + "](javascript:RUN)".repeat(600), "*_".repeat(1_500) + "<svg onload=RUN>",
                "<div>".repeat(600) + "<img src=x onerror=RUN>", "<b><i><u><a>".repeat(300) + "\n\n<script>RUN</script>",
                "<svg><desc>".repeat(200) + "<img src=x onerror=RUN>",
                "<math><mtext>".repeat(200) + "<style><img src=x onerror=RUN>", ">".repeat(20_000) + "<img src=x onerror=RUN>",
                "<table><tr><td>".repeat(200) + "<script>RUN</script>");
    }

    private static HostileSample of(int number, String group, String text) {
        var filled = text.replace("RUN", "parent.__run(NUMBER)").replace("NUMBER", Integer.toString(number)).replace("AWAYHOST",
                AWAY_HOST);
        return filled.startsWith(LANGUAGE)
                ? new HostileSample(number, group, "a", filled.substring(LANGUAGE.length()))
                : new HostileSample(number, group, filled, "en");
    }
}
