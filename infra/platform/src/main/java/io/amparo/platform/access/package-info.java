/** Revocation: which source decides whether a caller is a named contact, and for how long. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.access;
