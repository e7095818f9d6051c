package io.amparo.platform.openapi;

import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The responses, headers and parameters that operations share, as components of the OpenAPI document. */
final class SharedComponents {
    static final String PROBLEM = "Problem";

    private static final Map<HttpStatus, String> ERRORS = new LinkedHashMap<>();

    static {
        ERRORS.put(HttpStatus.BAD_REQUEST, "The request is malformed, or has a parameter or field that does not exist.");
        ERRORS.put(HttpStatus.UNAUTHORIZED, "The token is missing, expired or invalid.");
        ERRORS.put(HttpStatus.FORBIDDEN, "The caller may not do this, or the support policy denies it.");
        ERRORS.put(HttpStatus.NOT_FOUND, "The resource does not exist, or the caller may not see it.");
        ERRORS.put(HttpStatus.NOT_ACCEPTABLE, "No representation has a media type of the Accept header.");
        ERRORS.put(HttpStatus.REQUEST_TIMEOUT, "The body arrives too slowly.");
        ERRORS.put(HttpStatus.CONFLICT, "The state of the resource does not allow this.");
        ERRORS.put(HttpStatus.PRECONDITION_FAILED, "The resource has another version than If-Match names.");
        ERRORS.put(HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
        ERRORS.put(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The operation does not accept the media type of the body.");
        ERRORS.put(HttpStatus.UNPROCESSABLE_CONTENT, "The content is invalid; the errors name each field.");
        ERRORS.put(HttpStatus.PRECONDITION_REQUIRED, "The header If-Match is missing.");
        ERRORS.put(HttpStatus.TOO_MANY_REQUESTS,
                "The caller has sent too many requests or has too many in progress, or the resource changes too often at the moment.");
        ERRORS.put(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed.");
        ERRORS.put(HttpStatus.SERVICE_UNAVAILABLE, "The service, or one that it needs, is not available.");
        ERRORS.put(HttpStatus.GATEWAY_TIMEOUT, "The service does not answer in time.");
    }

    private SharedComponents() {}

    static void addTo(Components components) {
        ModelConverters.getInstance(true).readAll(new AnnotatedType(ProblemResponse.class)).forEach(components::addSchemas);
        ERRORS.forEach((status, description) -> components.addResponses(name(status), error(status, description)));
        components.addResponses(name(HttpStatus.NOT_MODIFIED),
                new ApiResponse().description("The resource still has the version of If-None-Match.")
                        .addHeaderObject(HttpHeaders.ETAG, header("ETag")));
        components
                .addHeaders("ETag",
                        text("Version of the resource, for If-Match and If-None-Match.").required(true).example("\"7\""))
                .addHeaders("Location", text("Path of the resource.").required(true))
                .addHeaders("RetryAfter",
                        new Header().description("Seconds after which a retry may succeed.").schema(new IntegerSchema())
                                .required(true))
                .addHeaders("WWWAuthenticate",
                        text("The scheme Bearer, and why the token was refused (RFC 6750).").required(true))
                .addParameters("IfMatch",
                        parameter(HttpHeaders.IF_MATCH, "ETag of the version that the caller has read.").required(true))
                .addParameters("IfNoneMatch",
                        parameter(HttpHeaders.IF_NONE_MATCH, "ETag of the version that the caller has; 304 if it is current."))
                .addParameters("IdempotencyKey", parameter(IdempotencyKey.HEADER,
                        "Makes a repetition safe: the same key with the same content has the result of the first request.")
                        .schema(new StringSchema().minLength(1).maxLength(128)));
    }

    private static ApiResponse error(HttpStatus status, String description) {
        var response = new ApiResponse().description(description).content(new Content().addMediaType("application/problem+json",
                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        return switch (status) {
            case UNAUTHORIZED -> response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, header("WWWAuthenticate"));
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT ->
                response.addHeaderObject(HttpHeaders.RETRY_AFTER, header("RetryAfter"));
            default -> response;
        };
    }

    private static Header text(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    private static Parameter parameter(String name, String description) {
        return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
    }

    static Header header(String component) {
        return new Header().$ref("#/components/headers/" + component);
    }

    static Parameter parameter(String component) {
        return new Parameter().$ref("#/components/parameters/" + component);
    }

    static ApiResponse response(HttpStatus status) {
        return new ApiResponse().$ref("#/components/responses/" + name(status));
    }

    private static String name(HttpStatus status) {
        return status.getReasonPhrase().replace(" ", "");
    }
}
