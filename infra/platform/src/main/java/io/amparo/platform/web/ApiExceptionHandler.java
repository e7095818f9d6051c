package io.amparo.platform.web;

import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.store.StaleVersionException;
import jakarta.validation.ConstraintViolationException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.PropertyBindingException;

/**
 * Converts the exceptions of all controllers to problem+json (RFC 9457): 400 invalid syntax, 403 forbidden, 404 not found, 409
 * conflict of state, 412 stale version, 422 invalid content, 429 too many requests or changes at once.
 */
@RestControllerAdvice
class ApiExceptionHandler extends ResponseEntityExceptionHandler {
    /** The heartbeat of event streams: after this time the stream of a caller that has gone is closed. */
    private static final String STREAM_RETRY_AFTER_SECONDS = "15";
    private static final String BUSY_RETRY_AFTER_SECONDS = "1";

    private static final Logger LOG = LoggerFactory.getLogger(ApiExceptionHandler.class);

    private final ProblemWriter problems;

    ApiExceptionHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> apiException(ApiException e, WebRequest request) {
        return response(e, problems.problem(e, language()), e.status(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(ForbiddenException e, WebRequest request) {
        return problemResponse(e, HttpStatus.FORBIDDEN, "forbidden", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notFound(NoSuchElementException e, WebRequest request) {
        return problemResponse(e, HttpStatus.NOT_FOUND, "not-found", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> staleVersion(StaleVersionException e, WebRequest request) {
        return problemResponse(e, HttpStatus.PRECONDITION_FAILED, "stale", request);
    }

    /** Nothing was written, and the request is valid. 429 is repeated by clients and, unlike 503, opens no circuit breaker. */
    @ExceptionHandler
    ResponseEntity<Object> concurrentModification(ConcurrentModificationException e, WebRequest request) {
        var problem = problems.problem(HttpStatus.TOO_MANY_REQUESTS, "busy", language());
        return response(e, problem, HttpStatus.TOO_MANY_REQUESTS, BUSY_RETRY_AFTER_SECONDS, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> constraintViolation(ConstraintViolationException e, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", e.getConstraintViolations().stream()
                .map(each -> error(each.getPropertyPath().toString(), each.getMessage())).toList());
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
        LOG.error("Request failed unexpectedly; answering 500", e);
        return problemResponse(e, HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", e.getFieldErrors().stream()
                .map(each -> error(each.getField(), String.valueOf(each.getDefaultMessage()))).toList());
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    /** Constraints on single parameters: Spring answers 400 without the field. */
    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", e.getParameterValidationResults().stream().flatMap(result -> result.getResolvableErrors()
                .stream().map(error -> error(field(result, error), String.valueOf(error.getDefaultMessage())))).toList());
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    private static String field(ParameterValidationResult parameter, MessageSourceResolvable error) {
        return error instanceof FieldError inObject
                ? inObject.getField()
                : String.valueOf(parameter.getMethodParameter().getParameterName());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof RequestText.InvalidTextException invalidText)
            return apiException(ApiException.invalid(path(invalidText), RequestText.INVALID), request);
        var problem = problems.problem(HttpStatus.BAD_REQUEST, "unreadable", language());
        if (e.getCause() instanceof DatabindException databindException)
            problem.setProperty("errors",
                    List.of(error(path(databindException),
                            problems.text(
                                    databindException instanceof PropertyBindingException ? "field.unknown" : "field.malformed",
                                    language()))));
        return response(e, problem, HttpStatus.BAD_REQUEST, request);
    }

    /** Adds type, title and trace id to problems of Spring itself (method, media type, a missing header or parameter). */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail existing && existing.getProperties() != null)
            return super.handleExceptionInternal(e, body, headers, status, request);
        var code = status.value() == HttpStatus.NOT_FOUND.value()
                ? "not-found"
                : status.is4xxClientError() ? "bad-request" : "unexpected";
        var problem = problems.problem(status, code, language());
        field(e, language()).ifPresent(error -> problem.setProperty("errors", List.of(error)));
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    private Optional<Map<String, String>> field(Exception e, Locale language) {
        return Optional.ofNullable(switch (e) {
            case MethodArgumentTypeMismatchException mismatch ->
                error(mismatch.getName(), problems.text("field.malformed", language));
            case MissingRequestHeaderException missing ->
                error(missing.getHeaderName(), problems.text("field.required", language));
            case MissingServletRequestParameterException missing ->
                error(missing.getParameterName(), problems.text("field.required", language));
            default -> null;
        });
    }

    private ResponseEntity<Object> problemResponse(Exception e, HttpStatus status, String code, WebRequest request) {
        return response(e, problems.problem(status, code, language()), status, request);
    }

    private ResponseEntity<Object> response(Exception e, ProblemDetail problem, HttpStatus status, WebRequest request) {
        return response(e, problem, status, status == HttpStatus.TOO_MANY_REQUESTS ? STREAM_RETRY_AFTER_SECONDS : null, request);
    }

    private ResponseEntity<Object> response(Exception e, ProblemDetail problem, HttpStatus status,
            @Nullable String retryAfterSeconds, WebRequest request) {
        var headers = new HttpHeaders();
        if (retryAfterSeconds != null) headers.set(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
        return Objects.requireNonNull(super.handleExceptionInternal(e, problem, headers, status, request));
    }

    private static Locale language() {
        return LocaleContextHolder.getLocale();
    }

    private static Map<String, String> error(String field, String message) {
        return Map.of("field", field, "message", message);
    }

    static String path(DatabindException databindException) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : databindException.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.toString();
    }
}
