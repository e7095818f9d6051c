package io.amparo.platform.web;

/** The version that the caller saw, from {@code If-Match} (RFC 9110, 13.1.1). Writes on an existing resource must carry it. */
public record IfMatch(long version) {

    /** The {@code ETag} of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
