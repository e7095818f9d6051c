/** Which events, and which of their fields, may leave the suite by a webhook. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.webhook.event;
