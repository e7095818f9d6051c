package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.security.Caller;
import java.util.UUID;

/**
 * The {@code Idempotency-Key} of a create: the same caller with the same key means the same thing, so that a retry finds what the
 * first call made. Without the header every call is a wish of its own.
 */
public record RequestKey(String value) {

    /** An id that only this caller, with this key, for this purpose, arrives at: nobody can name another's. */
    public String id(Caller caller, String purpose) {
        return UUID.nameUUIDFromBytes((purpose + "\n" + caller.person() + "\n" + value).getBytes(UTF_8)).toString();
    }
}
