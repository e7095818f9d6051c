package io.amparo.platform.store;

import com.mongodb.MongoException;
import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ProblemWriter;
import io.amparo.platform.web.RequestLog;
import io.amparo.platform.web.UnavailableScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/**
 * Answers 503 with Retry-After if MongoDB is unavailable or the outbox of a document is full. If MongoDB is unavailable, the
 * outcome of the request may be unknown; repeating it with the same Idempotency-Key is safe.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MongoExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MongoExceptionHandler.class);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String OUTBOX_RETRY_AFTER_SECONDS = "10";

    private final ProblemWriter problems;
    private final LogInterval interval = new LogInterval();

    MongoExceptionHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeFailure(MongoException e, WebRequest request) {
        if (!StoreFailure.isTransient(e)) {
            LOG.error("MongoDB refused a document or a command of {}: {}; answering 500", RequestLog.operation(request),
                    LogText.rootCause(e), e);
            return problem(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", new HttpHeaders());
        }
        if (interval.isDue())
            LOG.warn("MongoDB is unavailable for {} ({}); answering 503 with Retry-After {} s, which is logged once a minute",
                    RequestLog.operation(request), LogText.rootCause(e), RETRY_AFTER_SECONDS);
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", headers);
    }

    /** The relay publishes when the broker is back; that takes longer than an election of MongoDB. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> outboxFull(OutboxFullException e) {
        LOG.warn("{}; answering 503 with Retry-After {} s", e.getMessage(), OUTBOX_RETRY_AFTER_SECONDS);
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, OUTBOX_RETRY_AFTER_SECONDS);
        headers.set(UnavailableScope.HEADER, UnavailableScope.DOCUMENT);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", headers);
    }

    private ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, HttpHeaders headers) {
        var problem = problems.problem(ApiException.of(status, code), LocaleContextHolder.getLocale());
        return ResponseEntity.status(status).headers(headers).body(problem);
    }
}
