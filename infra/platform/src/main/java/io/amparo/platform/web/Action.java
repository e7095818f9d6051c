package io.amparo.platform.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do to a resource, so that a front end needs no rules of its own.
 *
 * @param method HTTP method of the call
 * @param href path of the call
 * @param to the values that the call may set now; null if it sets none
 * @param reason why the action is refused now, in the caller's language; null if it is possible
 */
@Schema(description = "What the caller may do to this resource now")
public record Action(@Schema(description = "What it does", example = "REOPEN") String code,
        @Schema(description = "HTTP method of the call", example = "PUT") @OneOf(Method.class) String method,
        @Schema(description = "Path of the call", example = "/api/v1/tickets/T-2026-000123/status") String href,
        @Schema(description = "The values that the call may set now", example = "[\"OPEN\"]") @Nullable List<String> to,
        @Schema(description = "Why it is refused now; missing if it is possible") @Nullable String reason) {

    /** HTTP method of an action. */
    public enum Method {
        POST, PUT, DELETE
    }
}
