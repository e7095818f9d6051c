package io.amparo.platform.web;

import io.amparo.platform.Ids;

/**
 * The version that the caller has read, from {@code If-Match} (RFC 9110, 13.1.1). Writes on an existing resource need it. Only
 * the version of an {@code ETag} counts here: what else a resource shows must not make a write fail.
 */
public record IfMatch(long version) {

    private static final int HASH_BYTES = 8;

    /** Returns the {@code ETag} of a resource that shows nothing but its version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns the {@code ETag} of a resource that also shows what is not in its version, such as the clocks of a ticket. It
     * changes with everything that the body shows, so that {@code If-None-Match} is exact.
     *
     * @param body the response
     */
    public static String etag(long version, String body) {
        return "\"" + version + "-" + Ids.sha256Of(body, HASH_BYTES) + "\"";
    }
}
