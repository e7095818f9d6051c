package io.amparo.ticket.screening;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.ticket.policy.TicketPolicy;
import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text of a customer with the exclusion that a person would choose.
 *
 * @param split train: the terms were tuned on it. held-out: written with it, never tuned on. unseen: written after the last
 *     change of the terms, with other words on purpose
 * @param code null for a text that the vendor's support answers
 */
record LabelledText(String split, String language, @Nullable String code, String subject, String description) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    String text() {
        return subject + "\n" + description;
    }

    static List<LabelledText> all() throws IOException {
        try (var file = Objects.requireNonNull(LabelledText.class.getResourceAsStream("/screening/labelled-texts.jsonl"))) {
            return new String(file.readAllBytes(), UTF_8).lines().map(line -> JSON.readValue(line, LabelledText.class)).toList();
        }
    }

    /** The policy of OpServices with its terms, from the document of entitlement-service. */
    static TicketPolicy policy() throws IOException {
        var policy = JSON
                .readTree(Files.readString(Path.of("..", "entitlement-service", "src/main/resources/policy/opservices-1.json")));
        return new TicketPolicy("opservices", 1, ZoneOffset.UTC, List.of(), List.of(),
                policy.get("exclusions").valueStream().map(each -> new Exclusion(each.get("code").asString(),
                        each.get("clause").asString(), Map.of(), terms(each.get("terms")))).toList(),
                terms(policy.at("/vendor/productTerms")));
    }

    private static Map<String, List<String>> terms(JsonNode terms) {
        var byLanguage = new HashMap<String, List<String>>();
        terms.forEachEntry((language, list) -> byLanguage.put(language, list.valueStream().map(JsonNode::asString).toList()));
        return byLanguage;
    }
}
