package io.amparo.eol.feed;

import io.amparo.platform.Ids;

/** The body of a response with the ETag of its content. */
record Rendered<T>(T body, String etag) {
    private static final int HASH_BYTES = 16;

    static <T> Rendered<T> of(T body) {
        return new Rendered<>(body, "\"" + Ids.sha256Of(String.valueOf(body), HASH_BYTES) + "\"");
    }
}
