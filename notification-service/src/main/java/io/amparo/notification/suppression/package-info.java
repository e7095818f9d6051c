/** Addresses that get no mail any more, because a mail to them has bounced for good. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.suppression;
