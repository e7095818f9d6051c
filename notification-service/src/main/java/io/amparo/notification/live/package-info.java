/** The live stream of a company's own ticket changes. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.live;
