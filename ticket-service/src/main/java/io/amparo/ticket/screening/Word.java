package io.amparo.ticket.screening;

/**
 * A word of a text, as written.
 *
 * @param start offset of its first character in the text
 */
record Word(int start, String text) {}
