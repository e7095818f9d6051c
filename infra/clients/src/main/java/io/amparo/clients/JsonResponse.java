package io.amparo.clients;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response of the API, parsed on access only, because benchmarks must not measure the parsing. */
public record JsonResponse(int status, String etag, String contentType, byte[] content) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static JsonResponse of(HttpResponse<byte[]> response) {
        return new JsonResponse(response.statusCode(), response.headers().firstValue("ETag").orElse(""),
                response.headers().firstValue("Content-Type").orElse(""), response.body());
    }

    /** Returns the JSON body; a missing node if the response is not JSON. */
    public JsonNode body() {
        return contentType.contains("json") ? JSON.readTree(content) : JSON.missingNode();
    }

    /** Returns the text at a JSON pointer of the body; empty if there is none. */
    public String text(String pointer) {
        return body().at(pointer).asString("");
    }

    /** @throws ClientException with the body in its message, if the status is another one */
    public JsonResponse expectStatus(int expected) {
        if (status != expected) throw new ClientException("Status %d instead of %d: %s".formatted(status, expected, this));
        return this;
    }

    @Override
    public String toString() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
