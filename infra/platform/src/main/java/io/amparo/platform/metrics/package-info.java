/** The meters that every service reports. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.metrics;
