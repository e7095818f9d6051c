/** Limits on what one caller occupies. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.limit;
