/** Localized texts for the codes of decisions and services. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.message;
