/** The ticket service: its entry point; one subpackage per concern. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket;
