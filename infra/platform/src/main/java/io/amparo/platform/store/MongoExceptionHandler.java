package io.amparo.platform.store;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ProblemWriter;
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

/**
 * Answers 503 with Retry-After if MongoDB or the broker is unavailable. The outcome of the request may be unknown; repeating it
 * with the same Idempotency-Key is safe.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MongoExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MongoExceptionHandler.class);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String OUTBOX_RETRY_AFTER_SECONDS = "10";

    private final ProblemWriter problems;

    MongoExceptionHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler({MongoTimeoutException.class, MongoSocketException.class, MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class, MongoWriteConcernException.class, MongoExecutionTimeoutException.class})
    ResponseEntity<ProblemDetail> storeUnavailable(Exception e) {
        LOG.warn("MongoDB is unavailable ({}); answering 503 with Retry-After {} s", e.toString(), RETRY_AFTER_SECONDS);
        return unavailable(RETRY_AFTER_SECONDS);
    }

    /** The relay publishes when the broker is back; that takes longer than an election of MongoDB. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> outboxFull(OutboxFullException e) {
        LOG.warn("{}; answering 503 with Retry-After {} s", e.getMessage(), OUTBOX_RETRY_AFTER_SECONDS);
        return unavailable(OUTBOX_RETRY_AFTER_SECONDS);
    }

    private ResponseEntity<ProblemDetail> unavailable(String retryAfterSeconds) {
        var problem = problems.problem(ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable"),
                LocaleContextHolder.getLocale());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, retryAfterSeconds)
                .body(problem);
    }
}
