/** Webhooks: endpoints of customers and of the vendor, which receive public events by the Standard Webhooks specification. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.webhook;
