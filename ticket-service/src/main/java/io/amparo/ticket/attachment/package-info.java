/** The files of tickets: what describes them, and their downloads. It knows no ticket. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.attachment;
