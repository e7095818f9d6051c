package io.amparo.platform.access;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ProblemWriter;
import io.amparo.platform.web.UnavailableScope;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a caller whose access cannot be confirmed. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnconfirmedAccessHandler {
    private static final String RETRY_AFTER_SECONDS = "30";

    private final ProblemWriter problems;

    UnconfirmedAccessHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The scope keeps the circuit breaker of the gateway closed: it must not refuse staff, who need no confirmation. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unconfirmedAccess(UnconfirmedAccessException ignored) {
        var problem = ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "access-unconfirmed");
        return ResponseEntity.status(problem.status()).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .header(UnavailableScope.HEADER, UnavailableScope.CONTACTS)
                .body(problems.problem(problem, LocaleContextHolder.getLocale()));
    }
}
