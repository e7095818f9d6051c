package io.amparo.sla.ledger;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.amparo.platform.Adapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes and decodes a terms override as JSON: {@code {"plan": "gold/2", "agreed": {…}, "replaces": {…}}}, without null fields.
 */
@Adapter
final class TermsOverrideCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(every -> every.withValueInclusion(Include.NON_NULL)).build();

    static TermsOverride decode(String json) {
        return JSON.readValue(json, TermsOverride.class);
    }

    static String encode(TermsOverride override) {
        return JSON.writeValueAsString(override);
    }

    private TermsOverrideCodec() {}
}
