package io.amparo.notification.delivery;

/**
 * Sender of all mails.
 *
 * @param name name of the company in mail texts
 * @param domain domain of the sender address, in which Message-IDs are unique
 */
record Vendor(String name, String domain) {}
