/** Screening: which exclusions of the support policy the text of a ticket suggests; a person decides (R8.2). */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.screening;
