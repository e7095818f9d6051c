package io.amparo.ticket.ticket;

/**
 * The text of a message in two parts. Events and lists carry only the head, so that their size is limited; a reader fetches the
 * rest of a long message by its id.
 *
 * @param head the whole text, or its beginning in at most 16 kB of UTF-8
 * @param rest the text after the head; mostly empty
 */
record MessageBody(String head, String rest) {
    static final int MAX_HEAD_BYTES = 16_000;

    /** Splits a text at the last code point that fits into the head. */
    static MessageBody of(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length();) {
            int codePoint = text.codePointAt(at);
            bytes += utf8Length(codePoint);
            if (bytes > MAX_HEAD_BYTES) return new MessageBody(text.substring(0, at), text.substring(at));
            at += Character.charCount(codePoint);
        }
        return new MessageBody(text, "");
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) return 1;
        if (codePoint < 0x800) return 2;
        return codePoint < 0x10000 ? 3 : 4;
    }

    boolean isTruncated() {
        return !rest.isEmpty();
    }

    String text() {
        return head + rest;
    }
}
