package io.amparo.sla.icalendar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes iCalendar files. */
final class ICalendarText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String UTF_8_MARK = new String(BYTE_ORDER_MARK.getBytes(UTF_8), ISO_8859_1);
    /** A folded line. After {@code =}, it may be a soft line break of quoted-printable, which is not folding. */
    private static final Pattern FOLD = Pattern.compile("(?<!=|=\\r)\\r?\\n[ \\t]");

    /**
     * Returns the text without folded lines. They are joined before decoding, because a line can be folded inside a character
     * (RFC 5545, 3.1).
     *
     * @param charset null for UTF-8; a byte order mark of UTF-8 takes precedence
     * @throws CharacterCodingException if the file has bytes that are no text in this charset
     */
    static String decode(byte[] file, @Nullable Charset charset) throws CharacterCodingException {
        var bytes = new String(file, ISO_8859_1); // one character for each byte
        var effective = charset == null || bytes.startsWith(UTF_8_MARK) ? UTF_8 : charset;
        var unfolded = FOLD.matcher(bytes).replaceAll("").getBytes(ISO_8859_1);
        return withoutMark(effective.newDecoder().decode(ByteBuffer.wrap(unfolded)).toString());
    }

    static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private ICalendarText() {}
}
