package io.amparo.notification.delivery;

/**
 * Who writes.
 *
 * @param name as customers know it
 * @param domain of the sender's address; Message-IDs are unique within it
 */
record Vendor(String name, String domain) {}
