/** Watches the SLA engine of sla-service from another process, so that its silence is noticed. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.engine;
