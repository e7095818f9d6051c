/** What mail servers report about sent mails: bounces and confirmations from a mailbox. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.bounce;
