package io.amparo.notification.webhook;

/**
 * What runs at once instead of at the next sweep.
 *
 * @param messages sends due messages
 * @param endpoints continues what endpoints wait for
 */
record WebhookTriggers(Runnable messages, Runnable endpoints) {}
