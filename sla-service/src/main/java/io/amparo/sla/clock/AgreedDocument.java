package io.amparo.sla.clock;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.amparo.platform.Adapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes and decodes a terms override as JSON: {@code {"plan": "gold/2", "agreed": {…}, "replaces": {…}}}, without null fields.
 */
@Adapter
final class AgreedDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(every -> every.withValueInclusion(Include.NON_NULL)).build();

    static Agreed read(String text) {
        return JSON.readValue(text, Agreed.class);
    }

    static String write(Agreed agreed) {
        return JSON.writeValueAsString(agreed);
    }

    private AgreedDocument() {}
}
