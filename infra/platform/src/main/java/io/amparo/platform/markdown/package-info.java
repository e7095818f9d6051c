/** Markdown of people as safe HTML. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.markdown;
