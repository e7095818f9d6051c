package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * The cursor of a page as text: the key of the last item and a checksum over the list and this key, in Base64. The checksum
 * detects text that is no cursor, and a cursor of another list. It is no protection: a caller may read every key in a cursor.
 */
final class PageCursor {
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int MAX_LENGTH = 2_048;

    static String text(String list, String key) {
        var bytes = key.getBytes(UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(CHECKSUM_BYTES + bytes.length).putInt(checksum(list, bytes)).put(bytes).array());
    }

    /** @throws ApiException 422 if the text is not a cursor of this list */
    static String key(String list, String cursor) {
        var bytes = ByteBuffer.wrap(decode(cursor));
        if (bytes.remaining() < CHECKSUM_BYTES) throw malformed();
        int checksum = bytes.getInt();
        var key = new byte[bytes.remaining()];
        bytes.get(key);
        if (checksum != checksum(list, key)) throw malformed();
        return new String(key, UTF_8);
    }

    private static byte[] decode(String cursor) {
        if (cursor.length() > MAX_LENGTH) throw malformed();
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static int checksum(String list, byte[] key) {
        var checksum = new CRC32();
        checksum.update(list.getBytes(UTF_8));
        checksum.update(0);
        checksum.update(key);
        return (int) checksum.getValue();
    }

    private static ApiException malformed() {
        return ApiException.invalid("cursor", "malformed");
    }

    private PageCursor() {}
}
