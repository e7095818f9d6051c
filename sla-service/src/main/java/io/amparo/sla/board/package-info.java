/** The breach board in pages and as a live stream, and the explained clocks of a ticket. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.board;
