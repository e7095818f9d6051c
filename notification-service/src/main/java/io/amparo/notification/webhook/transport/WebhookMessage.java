package io.amparo.notification.webhook.transport;

import java.time.Instant;
import java.util.List;

/**
 * One attempt to send a message.
 *
 * @param messageId the same in each attempt; without a full stop, which separates the parts that are signed
 * @param attemptedAt instant of this attempt, which is signed
 */
public record WebhookMessage(String url, List<WebhookSecret> secrets, String messageId, Instant attemptedAt, byte[] body) {}
