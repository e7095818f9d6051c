/** Ends mails by a link in the mail, without a sign-in (RFC 8058). */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.unsubscribe;
