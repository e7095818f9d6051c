package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said to one person because of one event; written once, so that every attempt says the same.
 *
 * @param cause the event, as source and id
 * @param causedAt when it happened: what the person waits since
 * @param campaign the fan-out that it belongs to; null where one event tells one person
 */
record Message(String cause, Instant causedAt, Recipient recipient, About about, @Nullable String campaign, String template,
        Mail mail) {}
