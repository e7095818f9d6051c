package io.amparo.platform.web;

/** The version that the caller has read, from {@code If-Match} (RFC 9110, 13.1.1). Writes on an existing resource need it. */
public record IfMatch(long version) {

    /** Returns the {@code ETag} of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
