/** The live stream of the own inbox and of a company's own ticket changes. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.live;
