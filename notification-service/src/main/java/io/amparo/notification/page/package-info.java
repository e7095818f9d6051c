/** Pages of links in mails, without script and sign-in. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.page;
