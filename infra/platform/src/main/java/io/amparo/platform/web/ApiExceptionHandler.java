package io.amparo.platform.web;

import io.amparo.platform.LogText;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.store.StaleVersionException;
import jakarta.validation.ConstraintViolationException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.DatabindException;

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
    private final RequestErrors errors;

    ApiExceptionHandler(ProblemWriter problems) {
        this.problems = problems;
        this.errors = new RequestErrors(problems);
    }

    @ExceptionHandler
    ResponseEntity<Object> apiException(ApiException e, WebRequest request) {
        var problem = problems.problem(e, language());
        return e.retryAfter() == null
                ? response(e, problem, e.status(), request)
                : response(e, problem, e.status(), Long.toString(e.retryAfter().toSeconds() + 1), request);
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
                .map(each -> errors.of(each, each.getPropertyPath().toString(), language())).toList());
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    /**
     * The query string cannot be decoded, for example {@code %GG}, or an upload cannot be read: it has no parts or is too large.
     */
    @ExceptionHandler
    ResponseEntity<Object> unreadableParameters(InvalidParameterException e, WebRequest request) {
        var status = e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? HttpStatus.CONTENT_TOO_LARGE
                : HttpStatus.BAD_REQUEST;
        return problemResponse(e, status, code(status), request);
    }

    /** Spring itself has read the upload. One that is too large is 413. */
    @ExceptionHandler
    ResponseEntity<Object> unreadableUpload(MultipartException e, WebRequest request) {
        return problemResponse(e, HttpStatus.BAD_REQUEST, "unreadable", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
        var problem = problems.problem(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", language());
        LOG.error("{} failed unexpectedly: {}; answering 500. Next: ./amparo logs --trace {}", RequestLog.operation(request),
                LogText.rootCause(e), Objects.requireNonNull(problem.getProperties()).get("traceId"), e);
        return response(e, problem, HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", e.getFieldErrors().stream().map(each -> errors.of(each, language())).toList());
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    /** Constraints on single parameters: Spring answers 400 without the field. */
    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", errors.of(e, language()));
        return response(e, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof InvalidValueException invalid)
            return apiException(ApiException.invalid(RequestErrors.path(invalid), invalid.code()), request);
        var problem = problems.problem(HttpStatus.BAD_REQUEST, "unreadable", language());
        if (e.getCause() instanceof DatabindException databindException)
            problem.setProperty("errors", List.of(errors.of(databindException, language())));
        return response(e, problem, HttpStatus.BAD_REQUEST, request);
    }

    /** Adds type, title and trace id to problems of Spring itself (method, media type, a missing header or parameter). */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail existing && existing.getProperties() != null)
            return super.handleExceptionInternal(e, body, headers, status, request);
        var problem = problems.problem(status, code(status), language());
        errors.of(e, language()).ifPresent(error -> problem.setProperty("errors", List.of(error)));
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    private static String code(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case CONTENT_TOO_LARGE -> "too-large";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case null, default -> status.is4xxClientError() ? "bad-request" : "unexpected";
        };
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
}
