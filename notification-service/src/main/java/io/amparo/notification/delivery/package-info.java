/** Deliveries of mails with attempts, retries and REST API; more than 15 files, because all serve one aggregate. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.delivery;
