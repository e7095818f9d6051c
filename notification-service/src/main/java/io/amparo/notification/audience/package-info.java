/** Recipients of mails: projection of amparo.customers and the configured SLA staff. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.audience;
