package io.amparo.notification.webhook.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param failure null if the receiver has accepted the message
 * @param status status of the answer; null if there was none
 * @param excerpt beginning of the answer that refused the message; null if there was none
 * @param retryAfter how long the receiver asks to wait; null if it does not
 */
public record WebhookAnswer(@Nullable Failure failure, @Nullable Integer status, @Nullable String excerpt,
        @Nullable Duration retryAfter) {

    /** Why an attempt failed. */
    public enum Failure {
        /**
         * The name of the host has no address, or one that must not be connected to. These are one failure, so that a customer
         * cannot find out which names inside exist.
         */
        NAME_NOT_RESOLVED,
        /** The URL is not allowed any more. */
        URL_REFUSED,
        /** No connection. */
        CONNECTION_FAILED,
        /** The certificate is not trusted, or is of another host. */
        TLS_FAILED,
        /** No complete answer within the time limit. */
        TIMEOUT,
        /** The answer is no HTTP answer, or its header is too long. */
        MALFORMED_ANSWER,
        /** A redirect, which is never followed. */
        REDIRECT,
        /** The receiver wants no more messages (410). */
        GONE,
        /** Another status than 2xx. */
        STATUS
    }

    static WebhookAnswer failed(Failure failure) {
        return new WebhookAnswer(failure, null, null, null);
    }
}
