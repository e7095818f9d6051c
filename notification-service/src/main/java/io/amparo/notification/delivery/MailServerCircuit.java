package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Deferred;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.platform.Adapter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Circuit breaker of the mail server. While the server is away, deliveries wait in the store without attempts; a few mails try
 * from time to time, and the rest follows when they succeed.
 */
@Adapter
final class MailServerCircuit {
    /** What an error is recorded as: only its count matters. */
    private static final Exception FAILURE = new Exception("Mail server is away");
    private static final int TRIALS = 3;
    private static final Duration MAX_TRIAL = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;

    /**
     * @param failures consecutive failed mails after which the server counts as away
     * @param retryAfter how long no mail tries then
     */
    MailServerCircuit(int failures, Duration retryAfter) {
        breaker = CircuitBreaker.of("mail-server",
                CircuitBreakerConfig.custom().slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100).waitDurationInOpenState(retryAfter)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true).permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .maxWaitDurationInHalfOpenState(MAX_TRIAL).build());
    }

    /** Runs a task each time when mails may be sent that could not before. */
    void onAvailable(Runnable task) {
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() != CircuitBreaker.State.OPEN) task.run();
        });
    }

    /** Permits one attempt, whose outcome must be recorded, or which must be released. */
    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    void release() {
        breaker.releasePermission();
    }

    void record(Outcome outcome) {
        switch (outcome) {
            case Accepted(),Refused(_) -> succeed();
            case Unavailable unavailable when !unavailable.concernsServer() -> succeed();
            case Unavailable(_),Unconfirmed(_) -> breaker.onError(0, TimeUnit.NANOSECONDS, FAILURE);
            case Deferred(_),Superseded() -> release();
        }
    }

    private void succeed() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
}
