/** Auto-configuration that connects the platform with the event contracts. */
@org.jspecify.annotations.NullMarked
package io.amparo.starter;
