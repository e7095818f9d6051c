package io.amparo.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refused wish, as an answer (RFC 9457). Texts come from the message bundles by code, in the caller's language:
 * {@code problem.<code>} is the title, {@code reason.<code>}, {@code alternative.<code>} and {@code field.<code>} the rest; a
 * text that is given here already wins.
 */
public final class ApiProblem extends RuntimeException {

    /** Names the field that is wrong; {@code code} finds the text. */
    public record FieldError(String field, String code, Object... arguments) {}

    /** Why not, with the clause of the policy. */
    public record Reason(String code, @Nullable String clause, @Nullable String text) {}

    /** What the caller can do instead. */
    public record Alternative(String code, @Nullable String text, @Nullable String href) {}

    private final transient HttpStatus status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient List<Reason> reasons;
    private final transient List<Alternative> alternatives;

    private ApiProblem(HttpStatus status, String code, List<FieldError> errors, List<Reason> reasons,
            List<Alternative> alternatives) {
        super(code);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.reasons = List.copyOf(reasons);
        this.alternatives = List.copyOf(alternatives);
    }

    public static ApiProblem of(HttpStatus status, String code) {
        return new ApiProblem(status, code, List.of(), List.of(), List.of());
    }

    public static ApiProblem notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found");
    }

    /** The state of the resource does not allow this now. */
    public static ApiProblem conflict(String code) {
        return of(HttpStatus.CONFLICT, code);
    }

    /** The shape is right, the content is not: 422 that names each field (R1.2). */
    public static ApiProblem invalid(List<FieldError> errors) {
        return invalid("invalid", errors);
    }

    /** As {@link #invalid(List)}, under a code of its own: callers can tell this rule from any other. */
    public static ApiProblem invalid(String code, List<FieldError> errors) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, code, errors, List.of(), List.of());
    }

    public static ApiProblem invalid(String field, String code, Object... arguments) {
        return invalid(List.of(new FieldError(field, code, arguments)));
    }

    /** Not to be understood at all: 400 that names the field. */
    public static ApiProblem malformed(String field, String code, Object... arguments) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "bad-request", List.of(new FieldError(field, code, arguments)), List.of(),
                List.of());
    }

    /** Denied by the policy: 403 with reasons and what can be done instead. */
    public static ApiProblem denied(String code, List<Reason> reasons, List<Alternative> alternatives) {
        return new ApiProblem(HttpStatus.FORBIDDEN, code, List.of(), reasons, alternatives);
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
}
