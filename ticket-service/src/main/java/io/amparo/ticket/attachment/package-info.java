/** The files of tickets: their content, names, types and signed links. It knows no ticket. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.attachment;
