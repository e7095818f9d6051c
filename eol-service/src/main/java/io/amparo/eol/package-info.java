/** The end-of-life service: its entry point; one subpackage per concern. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol;
