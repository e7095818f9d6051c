package io.amparo.sla.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import io.amparo.platform.Adapter;
import io.amparo.sla.plan.PlanVersion;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes and decodes a terms override as JSON: {@code {"plan": "gold/2", "agreed": {…}, "replaces": {…}}}, without null fields.
 */
@Adapter
final class TermsOverrideCodec {
    private static final JsonMapper JSON = JsonMapper.builder().addMixIn(PlanVersion.class, PlanVersionAsText.class)
            .changeDefaultPropertyInclusion(every -> every.withValueInclusion(Include.NON_NULL)).build();

    /** Keeps Jackson's annotations out of {@link PlanVersion}. */
    private abstract static class PlanVersionAsText {
        @JsonCreator
        static PlanVersion parse(String text) {
            return PlanVersion.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }

    static TermsOverride decode(String json) {
        return JSON.readValue(json, TermsOverride.class);
    }

    static String encode(TermsOverride override) {
        return JSON.writeValueAsString(override);
    }

    private TermsOverrideCodec() {}
}
