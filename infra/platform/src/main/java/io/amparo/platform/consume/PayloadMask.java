package io.amparo.platform.consume;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Masks the personal data of a payload. The event contracts decide what is personal; the platform does not know them. */
public interface PayloadMask {
    /** @param type CloudEvents type of the payload; null if it is unknown */
    JsonNode mask(@Nullable String type, JsonNode payload);
}
