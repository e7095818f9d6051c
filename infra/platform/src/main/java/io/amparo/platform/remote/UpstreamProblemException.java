package io.amparo.platform.remote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

/**
 * A response of another service that this service forwards to its caller: 400, 409 and 422 with their texts, 401, and 429 as 503
 * with the time after which a retry may succeed.
 */
public final class UpstreamProblemException extends RuntimeException {
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {
    };
    private static final String ERRORS = "errors";
    private static final String FIELD = "field";

    private final HttpStatus status;
    private final String code;
    private final transient Map<String, Object> members;
    private final @Nullable Duration retryAfter;

    private UpstreamProblemException(HttpStatus status, String code, Map<String, Object> members, @Nullable Duration retryAfter) {
        super(status.value() + " " + code);
        this.status = status;
        this.code = code;
        this.members = members;
        this.retryAfter = retryAfter;
    }

    /** Returns a 503: another service is needed and cannot be asked now. */
    public static UpstreamProblemException unavailable() {
        return unavailable(DEFAULT_RETRY_AFTER);
    }

    private static UpstreamProblemException unavailable(Duration retryAfter) {
        return new UpstreamProblemException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", Map.of(), retryAfter);
    }

    /** Returns whether the caller must get this answer; every other one is a failure of the call. */
    static boolean isForCaller(HttpClientErrorException e) {
        return switch (HttpStatus.resolve(e.getStatusCode().value())) {
            case BAD_REQUEST, UNAUTHORIZED, CONFLICT, UNPROCESSABLE_CONTENT, TOO_MANY_REQUESTS -> true;
            case null, default -> false;
        };
    }

    /** @param fieldNames the names that the fields of the other service's request have in the request of the caller */
    static UpstreamProblemException of(HttpClientErrorException e, Map<String, String> fieldNames) {
        var status = HttpStatus.valueOf(e.getStatusCode().value());
        return switch (status) {
            case TOO_MANY_REQUESTS -> unavailable(retryAfter(e.getResponseHeaders()));
            case UNAUTHORIZED -> new UpstreamProblemException(status, "unauthenticated", Map.of(), null);
            default -> {
                var problem = problem(e);
                var members = new LinkedHashMap<String, Object>();
                for (var member : List.of("title", "detail", ERRORS, "reasons", "alternatives"))
                    if (problem.get(member) != null) members.put(member, problem.get(member));
                members.computeIfPresent(ERRORS, (_, errors) -> rename(errors, fieldNames));
                yield new UpstreamProblemException(status,
                        problem.get("code") instanceof String code ? code : defaultCode(status), members, null);
            }
        };
    }

    private static Map<String, Object> problem(HttpClientErrorException e) {
        try {
            var body = e.getResponseBodyAs(OBJECT);
            return body == null ? Map.of() : body;
        } catch (RuntimeException ignored) { // no JSON: the caller gets the status alone
            return Map.of();
        }
    }

    private static String defaultCode(HttpStatus status) {
        return switch (status) {
            case CONFLICT -> "busy";
            case UNPROCESSABLE_CONTENT -> "invalid";
            default -> "bad-request";
        };
    }

    private static Object rename(Object errors, Map<String, String> fieldNames) {
        if (!(errors instanceof List<?> list)) return errors;
        return list.stream().map(error -> {
            if (!(error instanceof Map<?, ?> members) || !(members.get(FIELD) instanceof String field)) return error;
            var renamed = new LinkedHashMap<Object, Object>(members);
            renamed.put(FIELD, fieldNames.getOrDefault(field, field));
            return renamed;
        }).toList();
    }

    /** Reads the seconds of {@code Retry-After}; its other form, a date, is not used by our services. */
    private static Duration retryAfter(@Nullable HttpHeaders headers) {
        try {
            return headers == null
                    ? DEFAULT_RETRY_AFTER
                    : Duration.ofSeconds(Long.parseUnsignedLong(headers.getFirst(HttpHeaders.RETRY_AFTER)));
        } catch (NumberFormatException | ArithmeticException ignored) { // missing or a date
            return DEFAULT_RETRY_AFTER;
        }
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Members of the problem with the texts of the other service: title, detail, errors, reasons and alternatives. */
    Map<String, Object> members() {
        return members;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
