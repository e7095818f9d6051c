package io.amparo.platform.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of every error answer (RFC 9457), for the OpenAPI document only. */
@Schema(name = "Problem", description = "An error (RFC 9457). All texts are in the language of the request.")
record ProblemResponse(@Schema(description = "Address of a page about this kind of problem.") URI type, String title, int status,
        @Nullable String detail, @Schema(description = "Path of the request.") @Nullable URI instance,
        @Schema(description = "What happened, for programs; the last part of the type.") String code,
        @Schema(description = "Finds the request in the logs; empty if it was rejected before its trace began.") String traceId,
        @Schema(description = "The invalid fields, parameters and headers.") @Nullable List<ProblemError> errors,
        @Schema(description = "Reasons of the support policy.") @Nullable List<ProblemReason> reasons,
        @Schema(description = "What the caller can do.") @Nullable List<ProblemAlternative> alternatives) {

    record ProblemError(@Schema(description = "Path of the field, or name of the parameter or header.") String field, String code,
            String message, @Schema(description = "The values that the field may have.") @Nullable List<String> allowed) {}

    record ProblemReason(String code, @Nullable String clause, @Nullable String text) {}

    record ProblemAlternative(String code, @Nullable String text, @Nullable String href) {}
}
