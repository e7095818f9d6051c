/** How a webhook is signed and sent: which addresses may be connected to, and what of the answer is read. */
@io.amparo.platform.Adapter
@org.jspecify.annotations.NullMarked
package io.amparo.notification.webhook.transport;
