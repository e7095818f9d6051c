/** The rules that decide which event notifies whom, on which channels and with which text. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.rule;
