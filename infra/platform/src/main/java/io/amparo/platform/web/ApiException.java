package io.amparo.platform.web;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A rejected request, answered as a problem (RFC 9457). Texts come from the message bundles by code, in the caller's language:
 * {@code problem.<code>} is the title; {@code reason.<code>}, {@code alternative.<code>} and {@code field.<code>} are the other
 * texts. A text that is given here takes precedence.
 */
public final class ApiException extends RuntimeException {

    /**
     * An invalid field; {@code code} selects the message.
     *
     * @param allowed the values that the field may have; empty if they cannot be listed
     */
    public record FieldError(String field, String code, List<String> allowed, Object... arguments) {
        public FieldError(String field, String code, Object... arguments) {
            this(field, code, List.of(), arguments);
        }

        /** Returns the error of a field with another value than the allowed ones. */
        public static FieldError oneOf(String field, Collection<?> allowed) {
            var values = allowed.stream().map(Object::toString).toList();
            return new FieldError(field, ONE_OF, values, String.join(", ", values));
        }

        /** Returns the error of a field that is missing and must have one of the allowed values. */
        public static FieldError requiredOneOf(String field, List<String> allowed) {
            return new FieldError(field, "required", allowed);
        }
    }

    /** A reason for the denial, with the clause of the policy. */
    public record Reason(String code, @Nullable String clause, @Nullable String text) {}

    /** Another action that the caller can take. */
    public record Alternative(String code, @Nullable String text, @Nullable String href) {}

    static final String ONE_OF = "one-of";

    private final transient HttpStatus status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient List<Reason> reasons;
    private final transient List<Alternative> alternatives;
    private final @Nullable Duration retryAfter;

    private ApiException(HttpStatus status, String code, List<FieldError> errors, List<Reason> reasons,
            List<Alternative> alternatives) {
        this(status, code, errors, reasons, alternatives, null);
    }

    private ApiException(HttpStatus status, String code, List<FieldError> errors, List<Reason> reasons,
            List<Alternative> alternatives, @Nullable Duration retryAfter) {
        super(code);
        this.retryAfter = retryAfter;
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.reasons = List.copyOf(reasons);
        this.alternatives = List.copyOf(alternatives);
    }

    public static ApiException of(HttpStatus status, String code) {
        return new ApiException(status, code, List.of(), List.of(), List.of());
    }

    public static ApiException notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found");
    }

    /** Returns a 409: the state of the resource does not allow the request. */
    public static ApiException conflict(String code) {
        return of(HttpStatus.CONFLICT, code);
    }

    /** Returns a 409 that names the field, and the values that the state allows now; no field if it allows none. */
    public static ApiException conflict(String code, String field, Collection<?> allowed) {
        var errors = allowed.isEmpty() ? List.<FieldError>of() : List.of(FieldError.oneOf(field, allowed));
        return new ApiException(HttpStatus.CONFLICT, code, errors, List.of(), List.of());
    }

    /** Returns a 409 that names the field and why. */
    public static ApiException conflict(String code, FieldError error) {
        return new ApiException(HttpStatus.CONFLICT, code, List.of(error), List.of(), List.of());
    }

    /** Returns a 422 that names each invalid field (R1.2): the syntax is valid, the content is not. */
    public static ApiException invalid(List<FieldError> errors) {
        return invalid("invalid", errors);
    }

    /** As {@link #invalid(List)}, with a separate problem code, so that callers can distinguish this rule from others. */
    public static ApiException invalid(String code, List<FieldError> errors) {
        return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, code, errors, List.of(), List.of());
    }

    public static ApiException invalid(String field, String code, Object... arguments) {
        return invalid(List.of(new FieldError(field, code, arguments)));
    }

    /** Returns a 422: the field has another value than the allowed ones. */
    public static ApiException invalidOneOf(String field, Collection<?> allowed) {
        return invalid(List.of(FieldError.oneOf(field, allowed)));
    }

    /**
     * Returns a 422: the key of an earlier request came with other content.
     *
     * @param field name of the key in the request
     */
    public static ApiException keyReused(String field) {
        return invalid("key-reused", List.of(new FieldError(field, "key-reused")));
    }

    /** Returns a 400 that names the malformed field. */
    public static ApiException malformed(String field, String code, Object... arguments) {
        return malformed(new FieldError(field, code, arguments));
    }

    public static ApiException malformed(FieldError error) {
        return new ApiException(HttpStatus.BAD_REQUEST, "bad-request", List.of(error), List.of(), List.of());
    }

    /** Returns a 400: the field has another value than the allowed ones. */
    public static ApiException malformedOneOf(String field, Collection<?> allowed) {
        return malformed(FieldError.oneOf(field, allowed));
    }

    /** Returns a 403 with the reasons of the policy and the alternatives. */
    public static ApiException denied(String code, List<Reason> reasons, List<Alternative> alternatives) {
        return new ApiException(HttpStatus.FORBIDDEN, code, List.of(), reasons, alternatives);
    }

    /** Returns a 429 that names the limit, and when a repetition is below it. */
    public static ApiException tooMany(String code, Duration retryAfter, FieldError error) {
        return new ApiException(HttpStatus.TOO_MANY_REQUESTS, code, List.of(error), List.of(), List.of(), retryAfter);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public List<Reason> reasons() {
        return reasons;
    }

    public List<Alternative> alternatives() {
        return alternatives;
    }

    /** After what time a repetition may succeed; null if it is unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
