/** Mails caused by events of tickets and SLA clocks. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.ticket;
