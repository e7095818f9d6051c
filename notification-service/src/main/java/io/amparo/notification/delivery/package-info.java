/** Deliveries: each mail to each recipient, with its SMTP attempts, retries and REST API. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.delivery;
