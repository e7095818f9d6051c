package io.amparo.platform.web;

import io.amparo.platform.security.Forbidden;
import io.amparo.platform.store.StaleVersion;
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
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.PropertyBindingException;

/**
 * Converts the exceptions of all controllers to problem+json (RFC 9457): 400 invalid syntax, 403 forbidden, 404 not found, 409
 * conflict of state, 412 stale version, 422 invalid content.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemWriter problems;

    Problems(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ApiProblem refused, WebRequest request) {
        return answer(refused, problems.problem(refused, language()), refused.status(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(Forbidden refused, WebRequest request) {
        return plain(refused, HttpStatus.FORBIDDEN, "forbidden", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> absent(NoSuchElementException absent, WebRequest request) {
        return plain(absent, HttpStatus.NOT_FOUND, "not-found", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> stale(StaleVersion stale, WebRequest request) {
        return plain(stale, HttpStatus.PRECONDITION_FAILED, "stale", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> raced(ConcurrentModificationException raced, WebRequest request) {
        return plain(raced, HttpStatus.CONFLICT, "busy", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> violated(ConstraintViolationException violated, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", violated.getConstraintViolations().stream()
                .map(each -> error(each.getPropertyPath().toString(), each.getMessage())).toList());
        return answer(violated, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> broken(Exception broken, WebRequest request) {
        LOG.error("Request failed unexpectedly; answering 500", broken);
        return plain(broken, HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", language());
        problem.setProperty("errors", invalid.getFieldErrors().stream()
                .map(each -> error(each.getField(), String.valueOf(each.getDefaultMessage()))).toList());
        return answer(invalid, problem, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var problem = problems.problem(HttpStatus.BAD_REQUEST, "unreadable", language());
        if (unreadable.getCause() instanceof DatabindException wrong)
            problem.setProperty("errors", List.of(error(path(wrong),
                    problems.text(wrong instanceof PropertyBindingException ? "field.unknown" : "field.malformed", language()))));
        return answer(unreadable, problem, HttpStatus.BAD_REQUEST, request);
    }

    /** Adds type, title and trace id to problems of Spring itself (method, media type, a missing header or parameter). */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception refused, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail ours && ours.getProperties() != null)
            return super.handleExceptionInternal(refused, body, headers, status, request);
        var code = status.value() == HttpStatus.NOT_FOUND.value()
                ? "not-found"
                : status.is4xxClientError() ? "bad-request" : "unexpected";
        var problem = problems.problem(status, code, language());
        field(refused, language()).ifPresent(error -> problem.setProperty("errors", List.of(error)));
        return super.handleExceptionInternal(refused, problem, headers, status, request);
    }

    private Optional<Map<String, String>> field(Exception refused, Locale language) {
        return Optional.ofNullable(switch (refused) {
            case MethodArgumentTypeMismatchException wrong -> error(wrong.getName(), problems.text("field.malformed", language));
            case MissingRequestHeaderException missing ->
                error(missing.getHeaderName(), problems.text("field.required", language));
            case MissingServletRequestParameterException missing ->
                error(missing.getParameterName(), problems.text("field.required", language));
            default -> null;
        });
    }

    private ResponseEntity<Object> plain(Exception cause, HttpStatus status, String code, WebRequest request) {
        return answer(cause, problems.problem(status, code, language()), status, request);
    }

    private ResponseEntity<Object> answer(Exception cause, ProblemDetail problem, HttpStatus status, WebRequest request) {
        return Objects.requireNonNull(super.handleExceptionInternal(cause, problem, new HttpHeaders(), status, request));
    }

    private static Locale language() {
        return LocaleContextHolder.getLocale();
    }

    private static Map<String, String> error(String field, String message) {
        return Map.of("field", field, "message", message);
    }

    private static String path(DatabindException wrong) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : wrong.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.toString();
    }
}
