package io.amparo.platform.web;

import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.RuleErrors.RuleError;
import jakarta.validation.ConstraintViolation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.PropertyBindingException;

/**
 * Converts what Spring, Jackson and Bean Validation report about a request to {@code errors[]} of the problem: field, code,
 * message, and the allowed values where they can be listed. No message names a Java class.
 */
final class RequestErrors {
    private static final String MALFORMED = "malformed";
    private static final String REQUIRED = "required";
    /** A regular expression that only lists texts. */
    private static final Pattern ALTERNATIVES = Pattern.compile("[\\w-]+(\\|[\\w-]+)+");

    private final ProblemWriter problems;

    RequestErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    Map<String, Object> of(ConstraintViolation<?> violation, String field, Locale language) {
        var allowed = allowed(violation);
        if (!allowed.isEmpty()) return problems.error(FieldError.oneOf(field, allowed), language);
        var constraint = violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
        return ProblemWriter.error(new FieldError(field, code(constraint)), violation.getMessage());
    }

    /** The field of an object that Spring has bound: its rule, its constraint, or its value that does not have the type. */
    Map<String, Object> of(org.springframework.validation.FieldError error, Locale language) {
        if (error instanceof RuleError rule) return problems.error(rule.error(), language);
        return error.isBindingFailure() || !error.contains(ConstraintViolation.class)
                ? problems.error(new FieldError(error.getField(), MALFORMED), language)
                : of(error.unwrap(ConstraintViolation.class), error.getField(), language);
    }

    List<Map<String, Object>> of(HandlerMethodValidationException e, Locale language) {
        return e.getParameterValidationResults().stream().flatMap(parameter -> parameter.getResolvableErrors().stream()
                .map(error -> error instanceof org.springframework.validation.FieldError inObject
                        ? of(inObject, language)
                        : of(parameter.unwrap(error, ConstraintViolation.class), name(parameter.getMethodParameter()), language)))
                .toList();
    }

    Map<String, Object> of(DatabindException e, Locale language) {
        var field = path(e);
        return problems.error(switch (e) {
            case PropertyBindingException unknown -> new FieldError(field, "unknown",
                    unknown.getKnownPropertyIds() == null
                            ? List.of()
                            : unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList());
            case InvalidFormatException format when format.getTargetType() != null && format.getTargetType().isEnum() ->
                FieldError.oneOf(field, List.of(format.getTargetType().getEnumConstants()));
            default -> new FieldError(field, MALFORMED);
        }, language);
    }

    /** Returns empty if the exception is not about a parameter or a header. */
    Optional<Map<String, Object>> of(Exception e, Locale language) {
        return Optional.ofNullable(switch (e) {
            case MethodArgumentTypeMismatchException mismatch -> ofMismatch(mismatch);
            case MissingRequestHeaderException missing -> new FieldError(missing.getHeaderName(), REQUIRED);
            case MissingServletRequestParameterException missing -> new FieldError(missing.getParameterName(), REQUIRED);
            case HttpMediaTypeNotSupportedException type ->
                FieldError.oneOf(HttpHeaders.CONTENT_TYPE, type.getSupportedMediaTypes());
            case HttpMediaTypeNotAcceptableException type -> FieldError.oneOf(HttpHeaders.ACCEPT, type.getSupportedMediaTypes());
            case HttpRequestMethodNotSupportedException method when method.getSupportedMethods() != null ->
                FieldError.oneOf("method", List.of(method.getSupportedMethods()));
            default -> null;
        }).map(error -> problems.error(error, language));
    }

    private static FieldError ofMismatch(MethodArgumentTypeMismatchException mismatch) {
        var type = ResolvableType.forMethodParameter(mismatch.getParameter());
        var element = type.asCollection() == ResolvableType.NONE ? type.resolve() : type.asCollection().getGeneric(0).resolve();
        return element != null && element.isEnum()
                ? FieldError.oneOf(mismatch.getName(), List.of(element.getEnumConstants()))
                : new FieldError(mismatch.getName(), MALFORMED);
    }

    private static String code(String constraint) {
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> REQUIRED;
            case "Min", "Max" -> "out-of-range";
            case "Pattern", "Email" -> MALFORMED;
            default -> constraint.toLowerCase(Locale.ROOT);
        };
    }

    private static List<String> allowed(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAttributes().get("regexp") instanceof String regex
                && ALTERNATIVES.matcher(regex).matches() ? Arrays.asList(regex.split("\\|")) : List.of();
    }

    private static String name(MethodParameter parameter) {
        return String.valueOf(parameter.getParameterName());
    }

    static String path(DatabindException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.toString();
    }
}
