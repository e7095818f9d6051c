package io.amparo.platform.web;

import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import java.util.UUID;

/**
 * The {@code Idempotency-Key} of a create request, 1 to 128 visible ASCII characters. The same key of the same caller yields the
 * same id, so that a retry finds the resource of the first request; {@link KeyBindingAdvice} refuses other content. Without the
 * header every request gets a random key.
 */
public record IdempotencyKey(String value) {
    public static final String HEADER = "Idempotency-Key";

    /**
     * Returns a UUID derived from purpose, subject of the token and key, so that a caller cannot produce the id of another one.
     */
    public String id(Caller caller, String purpose) {
        return Ids.uuidOf(purpose + "\n" + caller.subject() + "\n" + value);
    }
}
