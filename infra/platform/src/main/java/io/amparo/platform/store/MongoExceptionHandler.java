package io.amparo.platform.store;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
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

/** Answers 503 with Retry-After if MongoDB is unavailable. Repeating a request with the same Idempotency-Key is safe. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MongoExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MongoExceptionHandler.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final ProblemWriter problems;

    MongoExceptionHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler({MongoTimeoutException.class, MongoSocketException.class, MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class})
    ResponseEntity<ProblemDetail> storeUnavailable(Exception e) {
        LOG.warn("MongoDB is unavailable ({}); answering 503 with Retry-After 2 s", e.toString());
        var problem = problems.problem(ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable"),
                LocaleContextHolder.getLocale());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem);
    }
}
