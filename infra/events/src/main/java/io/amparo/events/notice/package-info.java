/** Events that address a notice to a person. */
@org.jspecify.annotations.NullMarked
package io.amparo.events.notice;
