/** Campaigns that mail an end-of-life notice to the contacts of all affected customers (R10.5, R10.6). */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.campaign;
